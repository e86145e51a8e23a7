package io.bellbuoy.quickstart.check;

import io.bellbuoy.quickstart.console.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks before a start: each gives one line that says what was found and, if it fails, what to do. */
public final class Preflight {

    private static final double GIB = 1024.0 * 1024 * 1024;

    private Preflight() {}

    /**
     * The outcome of one check.
     *
     * @param name what was checked
     * @param found what was found
     * @param advice what to do about it; null if all is well
     */
    public record Result(
            String name, String found, @Nullable String advice) {

        /** Whether the check passed. */
        public boolean passed() {
            return advice == null;
        }
    }

    /** Checks the machine against the requirements; all results, passed or not, in a fixed order. */
    public static List<Result> check(Machine machine, Requirements needs) {
        return List.of(
                java(machine, needs),
                compiler(machine, needs),
                memory(machine, needs),
                disk(machine, needs),
                ports(machine, needs),
                temporary(machine));
    }

    /**
     * Checks this machine.
     *
     * @param directory where data will be kept; need not exist
     * @throws Problem if a check fails, with what to do about the first that does
     */
    public static void require(Path directory, Requirements needs) {
        for (Result result : check(Machine.probe(directory, needs.ports()), needs)) {
            if (!result.passed()) {
                throw new Problem(result.name() + ": " + result.found() + "; " + result.advice());
            }
        }
    }

    private static Result java(Machine machine, Requirements needs) {
        String found = "Java " + machine.javaFeature() + " in " + machine.javaHome();
        return machine.javaFeature() >= needs.javaFeature()
                ? new Result("Java", found, null)
                : new Result(
                        "Java",
                        found,
                        "Java " + needs.javaFeature() + " or later is needed: install a JDK and set JAVA_HOME to it.");
    }

    private static Result compiler(Machine machine, Requirements needs) {
        return machine.compiler()
                ? new Result("Compiler", "javac found", null)
                : new Result(
                        "Compiler",
                        "no javac in " + machine.javaHome().resolve("bin"),
                        "this is a runtime without a compiler: install a JDK (not a JRE) of version "
                                + needs.javaFeature() + " or later and set JAVA_HOME to it.");
    }

    private static Result memory(Machine machine, Requirements needs) {
        String found = "%.1f GiB available".formatted(machine.memoryBytes() / GIB);
        return machine.memoryBytes() >= needs.memoryBytes()
                ? new Result("Memory", found, null)
                : new Result(
                        "Memory",
                        found,
                        "%.1f GiB is needed: close other programs, or raise the container's memory limit."
                                .formatted(needs.memoryBytes() / GIB));
    }

    private static Result disk(Machine machine, Requirements needs) {
        String found = "%.1f GiB free for %s".formatted(machine.diskBytes() / GIB, machine.directory());
        return machine.diskBytes() >= needs.diskBytes()
                ? new Result("Disk", found, null)
                : new Result(
                        "Disk",
                        found,
                        "%.1f GiB is needed: make room, choose another disk with --dir, or fewer --events."
                                .formatted(needs.diskBytes() / GIB));
    }

    private static Result ports(Machine machine, Requirements needs) {
        String wanted = needs.ports().toString().replaceAll("[\\[\\]]", "");
        return machine.busyPorts().isEmpty()
                ? new Result("Ports", wanted + " free", null)
                : new Result(
                        "Ports",
                        machine.busyPortsText() + " in use",
                        "stop what listens there, or move all ports of the demo (" + wanted
                                + ") with --port-base, such as --port-base 29092.");
    }

    private static Result temporary(Machine machine) {
        return machine.temporaryFault() == null
                ? new Result("Temporary directory", machine.temporaryDirectory() + " runs programs", null)
                : new Result(
                        "Temporary directory",
                        machine.temporaryDirectory() + " does not run programs (" + machine.temporaryFault() + ")",
                        "RocksDB unpacks its library there: remount it with exec, or name another one by"
                                + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR.");
    }
}
