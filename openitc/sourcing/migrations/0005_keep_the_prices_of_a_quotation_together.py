"""No price joins a quotation afterwards, and the links of those who were chosen open as long as their orders last."""

from django.db import migrations

# Whoever made the quotation in the transaction that still runs may add prices: to everybody else it is either not to be
# seen yet or long kept. Asking for the state of the transaction, rather than for its number, holds for savepoints, too.
FORWARD = """
CREATE FUNCTION refuse_a_later_price() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest bigint := pg_current_xact_id()::text::bigint;
    made bigint := (SELECT xmin::text::bigint FROM sourcing_quote WHERE id = NEW.quote_id);
BEGIN
    made := made + (latest & ~4294967295::bigint);  -- a row keeps the lower half of the number alone
    IF made > latest + 2147483648 THEN
        made := made - 4294967296;
    END IF;
    IF made IS NULL OR made < 0 OR pg_xact_status(made::text::xid8) IS DISTINCT FROM 'in progress' THEN
        RAISE EXCEPTION 'a quotation stays as it was given';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_quoted_price_comes_with_its_quotation BEFORE INSERT ON sourcing_quoteprice
    FOR EACH ROW EXECUTE FUNCTION refuse_a_later_price();
UPDATE sourcing_invitation SET expires_at = now() + interval '90 days'
    FROM sourcing_award JOIN sourcing_quote ON sourcing_quote.id = sourcing_award.quote_id
    WHERE sourcing_invitation.id = sourcing_quote.invitation_id AND sourcing_award.ended_at IS NULL;
"""
BACK = """
DROP TRIGGER a_quoted_price_comes_with_its_quotation ON sourcing_quoteprice;
DROP FUNCTION refuse_a_later_price();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("sourcing", "0004_keep_quotations_as_given")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
