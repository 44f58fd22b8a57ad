FLAGS = -c release -Xcc -march=native --explicit-target-dependency-import-check error
format:
	swift format -i -r Sources Tests Package.swift
