# ccr: small programs for coordinated community response teams.
#
#   make demo    set up, build, and run the whole workflow on example data
#   make check   set up, build, and run every test
#   make         build only; installs nothing
#
# One file, not recursive; dependencies between sources are written by the compiler (-MMD -MP).

PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share/ccr
BUILD   ?= build
VERSION := $(shell cat VERSION)

CC      ?= cc
CFLAGS  ?= -O2 -g
PKG_CONFIG ?= pkg-config

# SANITIZE is set by check-asan; _FORTIFY_SOURCE does not go with it.
HARDEN  = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2) \
	-fstack-protector-strong -fPIE
WARN    = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
STRICT  = -std=c17 -D_POSIX_C_SOURCE=200809L -DCCR_VERSION='"$(VERSION)"' -Ilib $(WARN)
# libcsv and GLPK have no .pc file.  A missing package shows as a failing compile, which says which header it is.
LIB_CFLAGS := $(shell $(PKG_CONFIG) --cflags libcjson gsl libpcre2-8 2>/dev/null)
LIBS    := $(or $(shell $(PKG_CONFIG) --libs libcjson gsl libpcre2-8 2>/dev/null),-lcjson -lgsl -lgslcblas -lpcre2-8) -lcsv -lglpk -lm
# --as-needed: a program that computes no statistics is not linked with GSL.
LINK    = -pie -Wl,--as-needed -Wl,-z,relro,-z,now $(if $(SANITIZE),-fsanitize=$(SANITIZE))
COMPILE = $(CC) $(STRICT) $(HARDEN) $(LIB_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP

LIB_C   := $(wildcard lib/*.c lib/*/*.c)
CMD_C   := $(wildcard cmd/ccr-*.c)
UNIT_C  := $(wildcard tests/unit/t-*.c)
# ical.c needs libical, and is built by the test that uses it.
ORACLE_C := $(filter-out tests/oracle/ical.c,$(wildcard tests/oracle/*.c))
FUZZ_C  := $(wildcard tests/fuzz/fuzz-*.c)
# The definitions that come with the programs, as bytes in C.
DEFINITIONS := $(sort $(wildcard examples/definitions/*.json))
LIB_O   := $(LIB_C:%.c=$(BUILD)/%.o) $(BUILD)/gen/definitions.o
BIN     := $(CMD_C:cmd/%.c=$(BUILD)/bin/%)
UNIT    := $(UNIT_C:tests/unit/%.c=$(BUILD)/tests/%) $(ORACLE_C:tests/oracle/%.c=$(BUILD)/oracle/%)
PAGES   := $(wildcard man/*.[157])
KINDS   := codebook criteria plan definition
SCHEMAS := $(KINDS:%=$(BUILD)/schema/%-1.json)

.PHONY: all deps demo check check-asan check-valgrind lint fuzz bench install uninstall dist clean format
.SECONDARY:

all: $(BIN) $(SCHEMAS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/gen/definitions.c: $(DEFINITIONS) Makefile
	@mkdir -p $(@D)
	{ echo '#include "model/definition.h"'; \
	echo 'const struct ccr_stored definition_stored[] = {'; \
	for f in $(DEFINITIONS); do name=$${f##*/}; echo "{\"$${name%.json}\", (const char[]){"; \
	od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; echo "0}, $$(wc -c <$$f)},"; done; \
	echo '{.name = NULL}};'; } > $@.new && mv $@.new $@

$(BUILD)/gen/definitions.o: $(BUILD)/gen/definitions.c
	$(COMPILE) -c -o $@ $<

$(BUILD)/libccr.a: $(LIB_O)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libccr.a
	@mkdir -p $(@D)
	$(CC) $(HARDEN) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libccr.a
	@mkdir -p $(@D)
	$(CC) $(HARDEN) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/libccr.a
	@mkdir -p $(@D)
	$(CC) $(HARDEN) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/oracle/%: $(BUILD)/tests/oracle/%.o $(BUILD)/libccr.a
	@mkdir -p $(@D)
	$(CC) $(HARDEN) $(CFLAGS) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# The key tables of the programs, as JSON Schemas.
$(BUILD)/schema/codebook-1.json: $(BUILD)/bin/ccr-survey
$(BUILD)/schema/criteria-1.json: $(BUILD)/bin/ccr-prioritize
$(BUILD)/schema/plan-1.json: $(BUILD)/bin/ccr-plan
$(BUILD)/schema/definition-1.json: $(BUILD)/bin/ccr-follow
$(SCHEMAS):
	@mkdir -p $(@D)
	$< --schema $(patsubst $(BUILD)/schema/%-1.json,%,$@) > $@.new && mv $@.new $@

# Objects know the version and the headers they came from.
$(LIB_O) $(CMD_C:%.c=$(BUILD)/%.o) $(UNIT_C:%.c=$(BUILD)/%.o): VERSION Makefile
-include $(LIB_O:.o=.d) $(CMD_C:%.c=$(BUILD)/%.d) $(UNIT_C:%.c=$(BUILD)/%.d)

deps:
	@sh tests/deps.sh build

demo:
	@sh tests/deps.sh demo
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) sh examples/demo.sh

check:
	@sh tests/deps.sh check
	@$(MAKE) --no-print-directory all $(UNIT)
	@BUILD=$(BUILD) sh tests/run.sh

check-asan:
	@sh tests/deps.sh check
	@$(MAKE) --no-print-directory BUILD=build-asan SANITIZE=address,undefined CFLAGS='-O1 -g' all $(UNIT:$(BUILD)/%=build-asan/%)
	@BUILD=build-asan ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 sh tests/run.sh

check-valgrind:
	@sh tests/deps.sh valgrind
	@$(MAKE) --no-print-directory all $(UNIT)
	@CCR_VALGRIND=1 BUILD=$(BUILD) sh tests/run.sh

lint:
	@sh tests/deps.sh lint
	mandoc -T lint -W warning $(PAGES)
	shellcheck -x .ci/run tests/*.sh tests/oracle/*.sh examples/*.sh examples/*/*.sh
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,performance,portability \
		--suppress=unknownMacro --suppress=normalCheckLevelMaxBranches -Ilib -DCCR_VERSION='""' lib cmd
	clang-tidy --quiet $(LIB_C) $(CMD_C) -- $(STRICT) $(LIB_CFLAGS)
	clang-format --dry-run --Werror $(LIB_C) $(CMD_C) $(wildcard lib/*.h lib/*/*.h) $(UNIT_C) $(wildcard tests/oracle/*.c) $(FUZZ_C)

format:
	clang-format -i $(LIB_C) $(CMD_C) $(wildcard lib/*.h lib/*/*.h) $(UNIT_C) $(wildcard tests/oracle/*.c) $(FUZZ_C)

fuzz:
	@sh tests/deps.sh fuzz
	@BUILD=$(BUILD) sh tests/fuzz/run.sh

bench:
	@sh tests/deps.sh build
	@$(MAKE) --no-print-directory all $(BUILD)/bench/read-rows $(BUILD)/oracle/rcpsp
	@BUILD=$(BUILD) sh tests/bench/run.sh

install: all
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(MANDIR)/man1' '$(DESTDIR)$(MANDIR)/man5' \
		'$(DESTDIR)$(MANDIR)/man7' '$(DESTDIR)$(DATADIR)/schema' '$(DESTDIR)$(DATADIR)/definitions'
	install -m 755 $(BIN) '$(DESTDIR)$(BINDIR)'
	set -e; for page in $(PAGES); do install -m 644 $$page '$(DESTDIR)$(MANDIR)'/man$${page##*.}; done
	install -m 644 $(SCHEMAS) '$(DESTDIR)$(DATADIR)/schema'
	install -m 644 $(DEFINITIONS) '$(DESTDIR)$(DATADIR)/definitions'

uninstall:
	for f in $(notdir $(BIN)); do rm -f '$(DESTDIR)$(BINDIR)'/$$f; done
	for page in $(PAGES); do rm -f '$(DESTDIR)$(MANDIR)'/man$${page##*.}/$${page##*/}; done
	for f in $(notdir $(SCHEMAS)); do rm -f '$(DESTDIR)$(DATADIR)/schema'/$$f; done
	for f in $(notdir $(DEFINITIONS)); do rm -f '$(DESTDIR)$(DATADIR)/definitions'/$$f; done
	-rmdir '$(DESTDIR)$(DATADIR)/schema' '$(DESTDIR)$(DATADIR)/definitions' '$(DESTDIR)$(DATADIR)' 2>/dev/null

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=ccr-$(VERSION)/ -o $(BUILD)/ccr-$(VERSION).tar HEAD
	gzip -nf $(BUILD)/ccr-$(VERSION).tar

clean:
	rm -rf build build-asan build-fuzz
