"""What Celery makes of the settings: a misspelt one would be passed over without a word."""

from config.celery import app


def test_a_worker_gives_the_memory_of_a_long_report_back() -> None:
    assert app.conf.worker_max_memory_per_child == 300_000  # KiB; an idle process has about 150,000


def test_a_task_whose_worker_died_is_given_out_again() -> None:
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1


def test_a_running_task_is_not_given_out_a_second_time() -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit


def test_nothing_but_json_is_read_from_the_queue() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"
