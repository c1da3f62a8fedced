# Two commands: `make run` and `make test`. Each line calls the launcher, which needs only Python's standard library.
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)

.PHONY: run test manage bench locks check

ifeq ($(PYTHON),)
run test manage bench locks check:
	@echo "Plenum needs Python 3.11 or newer. Debian 12, Ubuntu 24.04 and later: apt-get install python3" >&2; exit 1
else
run test manage bench locks check:
	@$(PYTHON) -m launcher $@ $(ARGS)
endif
