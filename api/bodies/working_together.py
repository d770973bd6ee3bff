"""The bodies of step 3 that concern several people and units."""

from api.bodies.fields import Body, Code, Day, Identifier, Instant, ItemId, LongText, ShortText, example


class DeclareInterest(Body):
    """Why somebody is too close to the complaint."""

    model_config = example({"reason": "relative"})

    reason: Code


class GiveTask(Body):
    """What another unit contributes, and until when."""

    model_config = example({"unit_id": "cards", "what": "The log of the terminal on 2 March."})

    unit_id: Identifier
    what: LongText
    due_on: Day | None = None


class AnswerTask(Body):
    """What the unit contributed."""

    model_config = example({"task_id": "t1", "answer": "The terminal sent the charge twice, at 10:02 and 10:03."})

    task_id: ItemId
    answer: LongText
    at: Instant | None = None


class CancelTask(Body):
    """Why the task is not needed any more."""

    model_config = example({"task_id": "t1", "reason": "the customer brought the receipt"})

    task_id: ItemId
    reason: ShortText
