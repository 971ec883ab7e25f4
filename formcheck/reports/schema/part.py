"""What all parts of the report have in common: closed, and numbers that are finite or null."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
)

_DIGITS = 3


def _rounded(value: Any) -> Any:
    """Numbers to three decimals; what is not finite is not known."""
    if isinstance(value, float):  # numpy's float64 is one
        # + 0.0: no "-0.0"
        return round(float(value), _DIGITS) + 0.0 if math.isfinite(value) else None
    return value


Plain = Annotated[int | float, WithJsonSchema({"type": "number"})]
Number = Annotated[Plain, BeforeValidator(_rounded)]
Measured = Annotated[Plain | None, BeforeValidator(_rounded)]  # null where it is not known
Count = Annotated[int, Field(ge=0)]
Size = tuple[int, int]


def about(description: str, **more: Any) -> Any:
    """A field with what it means, and its unit."""
    return Field(description=description, **more)


class Part(BaseModel):
    """Base of all parts: no unknown keys, no number that is not finite."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", from_attributes=True, allow_inf_nan=False
    )


def json_schema_of(shape: Any) -> dict[str, Any]:
    """JSON Schema of a document: of a model, or of several that a field tells apart."""
    schema = TypeAdapter(shape).json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
