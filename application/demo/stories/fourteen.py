"""The fourteen stories that every bank knows, in the order in which they are told of."""

from application.demo.stories import again, conversions, elsewhere, first_contacts, people, special, turns

FOURTEEN = (
    first_contacts.VIP,
    people.HEIR,
    elsewhere.REGULATOR,
    special.ANONYMOUS,
    elsewhere.BRANCH_MANAGER,
    people.JOINT,
    conversions.INQUIRY,
    conversions.REQUEST_CONVERTED,
    elsewhere.RECHECK,
    conversions.REPEAT,
    people.UNMERGED,
    again.CAME_BACK,
    turns.PAID_IN_PARTS,
    first_contacts.ON_THE_SPOT,
)
