"""Who began a contact, for streams of before and of now."""

from domain.catalogue import UPCASTERS
from domain.sight import Belonging
from tests.domain.interaction.examples import ANSWERED, given


def test_a_contact_of_before_does_not_say_who_began_it() -> None:
    assert UPCASTERS["interaction.begun", 1]({"unit_id": "shanghai"})["begun_by"] is None


def test_a_contact_is_the_agent_s_and_whoever_began_it_knows_it() -> None:
    contact = given(ANSWERED).replayed()
    assert contact.belonging == Belonging("shanghai", handler_id=contact.agent_id, received_by=contact.begun_by)
