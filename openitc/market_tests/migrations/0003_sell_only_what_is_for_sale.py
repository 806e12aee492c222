"""A pilot sale takes no lot that is not for sale; an opened test asks what it asked; what was decided stays written."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_a_lot_of_another_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tried record;
    made record;
BEGIN
    IF TG_TABLE_NAME = 'market_tests_pilotsale' THEN
        SELECT kind, case_id INTO tried FROM market_tests_markettest WHERE id = NEW.test_id;
    ELSE
        SELECT kind, case_id INTO tried FROM market_tests_markettest WHERE id = NEW.markettest_id;
    END IF;
    SELECT purpose, case_id INTO made FROM certification_lot WHERE id = NEW.lot_id;
    IF tried.case_id <> made.case_id THEN
        RAISE EXCEPTION 'a market test takes lots of its own case';
    END IF;
    IF tried.kind = 'pilot' AND made.purpose <> 'sale' THEN
        RAISE EXCEPTION 'a lot that is not for sale is not sold in a market test';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_pilot_sale_takes_lots_for_sale BEFORE INSERT OR UPDATE ON market_tests_markettest_lots
    FOR EACH ROW EXECUTE FUNCTION refuse_a_lot_of_another_use();
CREATE TRIGGER what_is_sold_is_for_sale BEFORE INSERT ON market_tests_pilotsale
    FOR EACH ROW EXECUTE FUNCTION refuse_a_lot_of_another_use();

CREATE FUNCTION refuse_to_sell_a_trial_lot_after_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.purpose <> 'sale' AND OLD.purpose = 'sale' AND EXISTS (
        SELECT 1 FROM market_tests_markettest_lots taken
        JOIN market_tests_markettest test ON test.id = taken.markettest_id
        WHERE taken.lot_id = NEW.id AND test.kind = 'pilot' AND test.withdrawn_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a lot that is sold in a market test stays for sale';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_sold_lot_stays_for_sale BEFORE UPDATE OF purpose ON certification_lot
    FOR EACH ROW EXECUTE FUNCTION refuse_to_sell_a_trial_lot_after_all();

CREATE FUNCTION refuse_to_ask_something_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> OLD.kind AND EXISTS (
        SELECT 1 FROM market_tests_markettest_lots taken JOIN certification_lot made ON made.id = taken.lot_id
        WHERE taken.markettest_id = NEW.id AND NEW.kind = 'pilot' AND made.purpose <> 'sale'
    ) THEN
        RAISE EXCEPTION 'a lot that is not for sale is not sold in a market test';
    END IF;
    IF OLD.opened_at IS NOT NULL AND (
        NEW.kind, NEW.code, NEW.settings, NEW.consent_th, NEW.consent_en, NEW.allergens, NEW.opened_at
    ) IS DISTINCT FROM (
        OLD.kind, OLD.code, OLD.settings, OLD.consent_th, OLD.consent_en, OLD.allergens, OLD.opened_at
    ) THEN
        RAISE EXCEPTION 'an opened market test asks what it asked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_opened_test_asks_what_it_asked BEFORE UPDATE ON market_tests_markettest
    FOR EACH ROW EXECUTE FUNCTION refuse_to_ask_something_else();

CREATE FUNCTION refuse_to_write_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND to_jsonb(NEW) - 'withdrawn_at' = to_jsonb(OLD) - 'withdrawn_at'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was decided or sold stays written; it can only be withdrawn';
END $$;
CREATE TRIGGER a_decision_stays BEFORE UPDATE OR DELETE ON market_tests_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_to_write_anew();
CREATE TRIGGER a_pilot_sale_stays BEFORE UPDATE OR DELETE ON market_tests_pilotsale
    FOR EACH ROW EXECUTE FUNCTION refuse_to_write_anew();
"""
BACK = """
DROP TRIGGER a_pilot_sale_stays ON market_tests_pilotsale;
DROP TRIGGER a_decision_stays ON market_tests_decision;
DROP FUNCTION refuse_to_write_anew();
DROP TRIGGER an_opened_test_asks_what_it_asked ON market_tests_markettest;
DROP FUNCTION refuse_to_ask_something_else();
DROP TRIGGER a_sold_lot_stays_for_sale ON certification_lot;
DROP FUNCTION refuse_to_sell_a_trial_lot_after_all();
DROP TRIGGER what_is_sold_is_for_sale ON market_tests_pilotsale;
DROP TRIGGER a_pilot_sale_takes_lots_for_sale ON market_tests_markettest_lots;
DROP FUNCTION refuse_a_lot_of_another_use();
"""


class Migration(migrations.Migration):
    """Made by hand: Django has no words for triggers."""

    dependencies = [("market_tests", "0002_keep_answers_as_given"), ("certification", "0001_begin_certification")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
