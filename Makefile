# The two commands that a person needs are `make run` and `make test`.
# `make` alone lists all of them.

PREFIX ?= /usr/local
DESTDIR ?=
# Recipes find them in their environment: spaces would part what make puts into a command.
export PREFIX DESTDIR
ARGS ?=
RUNS ?= 5000000
KILLS ?= 1000

# Undeclared imports between targets are errors. The compiler writes down every declaration with its comment:
# `make docs` reads that. With colours, which only a terminal gets, a build whose output goes elsewhere would begin anew.
SYMBOL_GRAPHS = .build/symbol-graphs
SWIFT_FLAGS = -c release --no-color-diagnostics --explicit-target-dependency-import-check error \
  -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc $(SYMBOL_GRAPHS) \
  -Xswiftc -symbol-graph-minimum-access-level -Xswiftc internal
PROGRAM = .build/release/ganbrush
SOURCES = Sources Tests Package.swift

# What Swift itself needs comes first.
BUILD_PACKAGES = git gcc libc6-dev binutils libcurl4 libsqlite3-0 libxml2 \
  libncurses-dev libpng-dev libjpeg-dev libwebp-dev libssl-dev zlib1g-dev libopenblas0
FUZZ_PACKAGES = g++
TEST_PACKAGES = $(FUZZ_PACKAGES) tmux xterm xvfb imagemagick xdotool xauth fonts-dejavu-core libsixel-bin time strace \
  kitty libgl1-mesa-dri mandoc man-db groff-base bash zsh fish qemu-user ncurses-term
CLUSTER_PACKAGES = slurm-wlm munge parallel openssh-server rsync

.PHONY: help run test kills fuzz sanitize build docs bench links peers paper cluster package try-package install uninstall lint format snapshots setup setup-test clean \
  setup-python train train-smoke train-features train-judge train-segmenter train-classifier train-small train-generator train-plain \
  recipes removals figures

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## set up, build and start the painter (ARGS="--id 104")
	@$(PROGRAM) $(ARGS)

test: setup setup-test lint ## set up, build and run every test
	swift build $(SWIFT_FLAGS) --build-tests
	scripts/docs $(SYMBOL_GRAPHS)
	LANG=C.UTF-8 swift test $(SWIFT_FLAGS) --skip-build
	scripts/test-levels $(PROGRAM) $(SWIFT_FLAGS)
	scripts/train-smoke $(PROGRAM)
	scripts/fuzz checkpoints 40000
	scripts/fuzz pictures 30000
	scripts/fuzz sessions 20000

kills: setup setup-test ## kill painters at random moments of painting (KILLS=1000)
	swift build $(SWIFT_FLAGS) --build-tests
	GANBRUSH_KILLS=$(KILLS) LANG=C.UTF-8 swift test $(SWIFT_FLAGS) --skip-build --filter 'KillTests/.*any moment'

fuzz: setup ## look for files that crash the readers (RUNS=5000000)
	@scripts/install-missing $(FUZZ_PACKAGES)
	scripts/fuzz checkpoints $(RUNS)
	scripts/fuzz pictures $(RUNS)
	scripts/fuzz sessions $(RUNS)

sanitize: setup setup-test ## the painter's stories under the address and the thread sanitizer (long)
	swift build $(SWIFT_FLAGS) --build-tests
	scripts/sanitize address $(SWIFT_FLAGS)
	scripts/sanitize thread $(SWIFT_FLAGS)

build: setup ## the release program, at .build/release/ganbrush
	swift build $(SWIFT_FLAGS) --product ganbrush

docs: setup ## build the documentation: dead links and missing comments are errors
	swift build $(SWIFT_FLAGS)
	scripts/docs $(SYMBOL_GRAPHS)

setup: ## install what Swift and the program need
	@scripts/check-swift maybe
	@scripts/install-missing $(BUILD_PACKAGES)
	@scripts/check-swift

setup-test: ## install the programs that the tests drive
	@scripts/install-missing $(TEST_PACKAGES)

setup-python: ## install PyTorch and what checks Python, beside the build
	@scripts/install-python

bench: build ## measure renders, and the time from a key to its picture (needs python3)
	$(PROGRAM) bench
	scripts/key-to-picture $(PROGRAM)

links: build ## measure the painter over ssh on slow links (needs sshd and python3)
	scripts/links $(PROGRAM)

peers: build ## compare with PyTorch, ONNX Runtime and OpenVINO, which it downloads
	scripts/peers $(PROGRAM)

cluster: build ## dissect on a Slurm of one node and over ssh, and compare with a single run
	@scripts/install-missing $(CLUSTER_PACKAGES)
	scripts/cluster-trial $(PROGRAM)

paper: build ## repeat the papers' findings on the shipped models: docs/method.md and docs/paper.md (an hour and a half)
	scripts/paper $(PROGRAM)
	scripts/paper-findings $(PROGRAM)

# Training writes to this folder, where every run resumes; what it makes is copied to Assets/Models by hand.
TRAINING ?= .build-training
PYTHON ?= $(CURDIR)/.build-python/bin/python
# Minutes of processor time that each training takes.
FEATURES_MINUTES ?= 3
JUDGE_MINUTES ?= 20
SEGMENTER_MINUTES ?= 120
CLASSIFIER_MINUTES ?= 20
GENERATOR_MINUTES ?= 175
GROWTH_MINUTES ?= 165
# Half of what the other generator has, for a control.
PLAIN_SMALL_MINUTES ?= 60
PLAIN_MINUTES ?= 49
# Scenes of each collection.
ALL_64 ?= 60000
CHURCH_64 ?= 150000
ALL_128 ?= 33000
CHURCH_128 ?= 60000
UNSEEN_CHURCH_128 ?= 5000
# More options for the script of a stage, which override those below.
FEATURES_OPTIONS ?=
JUDGE_OPTIONS ?=
SEGMENTER_OPTIONS ?=
CLASSIFIER_OPTIONS ?=
GENERATOR_OPTIONS ?=
GROWTH_OPTIONS ?=
PLAIN_SMALL_OPTIONS ?=
PLAIN_OPTIONS ?=
SMALL_RECIPES_OPTIONS ?=
RECIPES_OPTIONS ?=
PLAIN_RECIPES_OPTIONS ?= --layers 4
FIGURES_OPTIONS ?=
PAINTING_OPTIONS ?=
COLLECTION = mkdir -p $(TRAINING)/data && $(PROGRAM) scenes --format npy --out $(@D)
TRAIN = mkdir -p $(TRAINING) && cd $(TRAINING) && $(PYTHON) $(CURDIR)/Assets/Training

train: figures train-classifier train-plain ## make the shipped models again (hours)
train-smoke: build setup-python ## run every stage of the training for a few steps
	scripts/train-smoke $(PROGRAM)

train-features: $(TRAINING)/features.safetensors ## the quick segmenter that judges the generator's pictures
train-judge: $(TRAINING)/judge.safetensors ## another one, which strokes must please
train-segmenter: $(TRAINING)/segmenter.safetensors ## the segmenter that ships
train-classifier: $(TRAINING)/classifier.safetensors ## the classifier that ships
train-small: $(TRAINING)/small.safetensors ## a generator of half the size, with which the one that ships begins
train-generator: $(TRAINING)/generator.safetensors ## the generator that ships
train-plain: $(TRAINING)/plain-recipes.json ## the same layout, taught nothing about concepts
recipes: $(TRAINING)/recipes.json ## dissect the generator: the recipes that ship
figures: $(TRAINING)/figures.json $(TRAINING)/painting.json ## measure generator and recipes: what the card states

$(TRAINING)/data/all-64/scenes.json: | build setup-python
	$(COLLECTION) --size 64 --count $(ALL_64) --seed 1000000
$(TRAINING)/data/church-64/scenes.json: | build setup-python
	$(COLLECTION) --size 64 --count $(CHURCH_64) --seed 100000000 --category church
$(TRAINING)/data/all-128/scenes.json: | build setup-python
	$(COLLECTION) --size 128 --count $(ALL_128) --seed 200000000
$(TRAINING)/data/church-128/scenes.json: | build setup-python
	$(COLLECTION) --size 128 --count $(CHURCH_128) --seed 300000000 --category church
$(TRAINING)/data/unseen-church-128/scenes.json: | build setup-python
	$(COLLECTION) --size 128 --count $(UNSEEN_CHURCH_128) --seed 500000000 --category church

$(TRAINING)/features.safetensors: $(TRAINING)/data/church-64/scenes.json $(TRAINING)/data/all-64/scenes.json
	$(TRAIN)/train_segmenter.py --data data/church-64 data/all-64 --shares 1 1 --batch 16 \
	  --down 16 32 64 96 96 --up 16 16 32 64 --soft 0.5 --rate 3e-3 --cpu-minutes $(FEATURES_MINUTES) \
	  --state features-state --output features.safetensors $(FEATURES_OPTIONS)
$(TRAINING)/judge.safetensors: $(TRAINING)/data/all-128/scenes.json $(TRAINING)/data/church-128/scenes.json
	$(TRAIN)/train_segmenter.py --data data/all-128 data/church-128 --shares 3 1 --down 16 32 64 96 96 --up 16 16 32 64 \
	  --soft 0.5 --rate 3e-3 --cpu-minutes $(JUDGE_MINUTES) --state judge-state --output judge.safetensors \
	  $(JUDGE_OPTIONS)
$(TRAINING)/segmenter.safetensors: $(TRAINING)/data/all-128/scenes.json $(TRAINING)/data/church-128/scenes.json
	$(TRAIN)/train_segmenter.py --data data/all-128 data/church-128 --shares 3 1 --cpu-minutes $(SEGMENTER_MINUTES) \
	  --state segmenter-state --output segmenter.safetensors $(SEGMENTER_OPTIONS)
$(TRAINING)/classifier.safetensors: $(TRAINING)/data/all-64/scenes.json
	$(TRAIN)/train_classifier.py --data data/all-64 --cpu-minutes $(CLASSIFIER_MINUTES) \
	  --state classifier-state --output classifier.safetensors $(CLASSIFIER_OPTIONS)
$(TRAINING)/small.safetensors: $(TRAINING)/features.safetensors $(TRAINING)/judge.safetensors
	$(TRAIN)/train_generator.py --data data/church-64 --segmenter features.safetensors --judge judge.safetensors \
	  --painted 0.25 --cpu-minutes $(GENERATOR_MINUTES) --state small-state --output small.safetensors \
	  $(GENERATOR_OPTIONS)
$(TRAINING)/small-recipes.json: $(TRAINING)/small.safetensors $(TRAINING)/segmenter.safetensors
	$(TRAIN)/make_recipes.py --generator small.safetensors --segmenter segmenter.safetensors \
	  --output small-recipes.json $(SMALL_RECIPES_OPTIONS)
$(TRAINING)/generator.safetensors: $(TRAINING)/small.safetensors $(TRAINING)/small-recipes.json \
    $(TRAINING)/features.safetensors $(TRAINING)/judge.safetensors $(TRAINING)/data/church-128/scenes.json
	$(TRAIN)/train_growth.py --start small.safetensors --recipes small-recipes.json --data data/church-128 \
	  --judge judge.safetensors --segmenter features.safetensors --cpu-minutes $(GROWTH_MINUTES) \
	  --state growth-state --output generator.safetensors $(GROWTH_OPTIONS)
$(TRAINING)/plain-small.safetensors: $(TRAINING)/classifier.safetensors $(TRAINING)/data/church-64/scenes.json
	$(TRAIN)/train_generator.py --data data/church-64 --classifier classifier.safetensors \
	  --cpu-minutes $(PLAIN_SMALL_MINUTES) --state plain-small-state --output plain-small.safetensors \
	  $(PLAIN_SMALL_OPTIONS)
$(TRAINING)/plain.safetensors: $(TRAINING)/plain-small.safetensors $(TRAINING)/classifier.safetensors \
    $(TRAINING)/data/church-128/scenes.json
	$(TRAIN)/train_growth.py --start plain-small.safetensors --classifier classifier.safetensors \
	  --data data/church-128 --cpu-minutes $(PLAIN_MINUTES) --state plain-state --output plain.safetensors \
	  $(PLAIN_OPTIONS)
$(TRAINING)/recipes.json: $(TRAINING)/generator.safetensors $(TRAINING)/segmenter.safetensors
	$(TRAIN)/make_recipes.py --generator generator.safetensors --segmenter segmenter.safetensors --output recipes.json \
	  $(RECIPES_OPTIONS)
$(TRAINING)/plain-recipes.json: $(TRAINING)/plain.safetensors $(TRAINING)/segmenter.safetensors
	$(TRAIN)/make_recipes.py --generator plain.safetensors --segmenter segmenter.safetensors --name church-plain \
	  --output plain-recipes.json $(PLAIN_RECIPES_OPTIONS)
removals: build ## find what removes each concept of the shipped generators, as their recipes have it (an hour)
	$(PROGRAM) removals --out Assets/Models/church/recipes.json
	$(PROGRAM) removals --model church-plain --out Assets/Models/church-plain/recipes.json
$(TRAINING)/figures.json: $(TRAINING)/generator.safetensors $(TRAINING)/segmenter.safetensors \
    $(TRAINING)/data/unseen-church-128/scenes.json
	$(TRAIN)/measure_generator.py --generator generator.safetensors --segmenter segmenter.safetensors \
	  --world data/unseen-church-128 --output figures.json --sheet sheet.png $(FIGURES_OPTIONS)
$(TRAINING)/painting.json: $(TRAINING)/recipes.json
	$(TRAIN)/measure_painting.py --generator generator.safetensors --segmenter segmenter.safetensors \
	  --recipes recipes.json --output painting.json --picture painting.png --removing removing.png $(PAINTING_OPTIONS)

# Swift's libraries go into the program; what nobody calls stays out.
PACKAGE_FLAGS = -c release --no-color-diagnostics --explicit-target-dependency-import-check error --static-swift-stdlib \
  --scratch-path .build/package -Xlinker --gc-sections -Xlinker --no-export-dynamic
PACKAGE_PACKAGES = dpkg-dev patchelf xz-utils
TRY_PACKAGES = debootstrap lintian tmux

package: setup ## a Debian package and a tar file for machines without Swift, in .build/packages
	@scripts/install-missing $(PACKAGE_PACKAGES)
	swift build $(PACKAGE_FLAGS) --product ganbrush
	scripts/package .build/package/release/ganbrush .build/packages

try-package: package ## install the package in a bare Debian, and paint there (needs root and a mirror)
	@scripts/install-missing $(TRY_PACKAGES)
	@scripts/try-package .build/packages/*.deb || [ $$? = 77 ]

install: ## install what make build made under PREFIX: program, models, recipes, man page, completions
	@PROGRAM='$(PROGRAM)' scripts/install-files put

uninstall: ## remove what install made
	@scripts/install-files remove

lint: setup-python ## check the format of every Swift file, every Python file, and the table of targets
	swift format lint --strict -r $(SOURCES)
	swift package dump-package | scripts/check-layers docs/architecture.md
	scripts/lint-python

format: ## format every Swift file
	swift format -i -r $(SOURCES)

snapshots: setup ## write the golden screens again; the tests that record them fail
	RECORD_SNAPSHOTS=1 swift test $(SWIFT_FLAGS) --filter ScreensTests

clean: ## remove what was built
	swift package clean
	rm -rf .build-fuzz .build-python .build-sanitize
