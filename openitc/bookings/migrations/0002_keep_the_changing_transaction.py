"""A reservation keeps the transaction that last changed it, and its place is one of its resource."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER reservation_keeps_its_transaction BEFORE INSERT OR UPDATE ON bookings_reservation
    FOR EACH ROW EXECUTE FUNCTION keep_the_changing_transaction();
ALTER TABLE bookings_reservation ADD CONSTRAINT a_reserved_place_is_one_of_the_resource
    FOREIGN KEY (place_id, resource_id) REFERENCES resources_place (id, resource_id) DEFERRABLE INITIALLY DEFERRED;
"""
BACK = """
ALTER TABLE bookings_reservation DROP CONSTRAINT a_reserved_place_is_one_of_the_resource;
DROP TRIGGER reservation_keeps_its_transaction ON bookings_reservation;
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers and for keys over two columns."""

    dependencies = [("bookings", "0001_initial"), ("resources", "0002_keep_the_changing_transaction")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
