# The two commands that a person needs are `make run` and `make test`.
# `make` alone lists all of them.

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
RUNS ?= 5000000

# The vector instructions of this machine reach Swift's SIMD code through clang's importer; a plain
# `swift build` stays portable. Undeclared imports between targets are errors.
SWIFT_FLAGS = -c release -Xcc -march=native --explicit-target-dependency-import-check error
PROGRAM = .build/release/ganbrush
SOURCES = Sources Tests Package.swift

BUILD_PACKAGES = libncurses-dev libpng-dev libssl-dev zlib1g-dev
TEST_PACKAGES = tmux xterm xvfb imagemagick xdotool xauth fonts-dejavu-core libsixel-bin time

.PHONY: help run test fuzz build bench peers install uninstall lint format snapshots setup setup-test clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## set up, build and start the painter (ARGS="--id 104")
	@$(PROGRAM) $(ARGS)

test: setup setup-test lint ## set up, build and run every test
	swift build $(SWIFT_FLAGS) --build-tests
	LANG=C.UTF-8 swift test $(SWIFT_FLAGS) --skip-build
	scripts/fuzz-checkpoints 100000

fuzz: setup ## look for checkpoints that crash the readers (RUNS=5000000)
	scripts/fuzz-checkpoints $(RUNS)

build: setup ## the release program, at .build/release/ganbrush
	swift build $(SWIFT_FLAGS) --product ganbrush

setup: ## install the libraries that the program needs
	@command -v swift >/dev/null || { \
	  echo "swift is not in PATH; a Swift 6 toolchain is needed: https://swift.org/install" >&2; \
	  exit 1; }
	@scripts/install-missing $(BUILD_PACKAGES)

setup-test: ## install the programs that the tests drive
	@scripts/install-missing $(TEST_PACKAGES)

bench: build ## measure renders, and the time from a key to its picture (needs python3)
	$(PROGRAM) bench
	scripts/key-to-picture $(PROGRAM)

peers: build ## compare with PyTorch, ONNX Runtime and OpenVINO, which it downloads
	scripts/peers $(PROGRAM)

install: build ## install under PREFIX: program, models, recipes, man pages, completions
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/ganbrush
	for file in $$(cd Assets && find Models Recipes -type f); do \
	  install -D -m 644 "Assets/$$file" "$(DESTDIR)$(PREFIX)/share/ganbrush/$$file" || exit 1; done
	for shell in bash:bash-completion/completions/ganbrush zsh:zsh/site-functions/_ganbrush \
	    fish:fish/vendor_completions.d/ganbrush.fish; do \
	  $(PROGRAM) --generate-completion-script "$${shell%%:*}" > .build/completion || exit 1; \
	  install -D -m 644 .build/completion "$(DESTDIR)$(PREFIX)/share/$${shell#*:}" || exit 1; done
	swift package $(SWIFT_FLAGS) --allow-writing-to-package-directory generate-manual
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 \
	  .build/plugins/GenerateManual/outputs/ganbrush/*.1

uninstall: ## remove what install made
	rm -rf $(DESTDIR)$(PREFIX)/share/ganbrush
	rm -f $(DESTDIR)$(PREFIX)/bin/ganbrush \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ganbrush \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ganbrush \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ganbrush.fish \
	  $(DESTDIR)$(PREFIX)/share/man/man1/ganbrush*.1

lint: ## check the format of every Swift file
	swift format lint --strict -r $(SOURCES)

format: ## format every Swift file
	swift format -i -r $(SOURCES)

snapshots: setup ## write the golden screens anew; the tests that record them fail
	RECORD_SNAPSHOTS=1 swift test $(SWIFT_FLAGS) --filter ScreensTests

clean: ## remove what was built
	swift package clean
	rm -rf .build-fuzz
