from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("centers", "0004_know_contract_manufacturers"),
        ("diagnosis", "0004_load_the_first_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="business",
            field=models.CharField(
                choices=[("manufacturing", "manufacturing"), ("services", "trade or services")],
                default="manufacturing",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="employees",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="province",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="centers.province",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="revenue",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
    ]
