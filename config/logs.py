"""One JSON line for each log event, with carriage returns and escape codes made harmless."""

import logging

import structlog

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,  # first, so that what nobody keeps costs next to nothing
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def formatter() -> logging.Formatter:
    """The formatter of every handler: JSON escapes control characters, so a hostile path cannot forge a line."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED, processor=structlog.processors.JSONRenderer(ensure_ascii=True)
    )
