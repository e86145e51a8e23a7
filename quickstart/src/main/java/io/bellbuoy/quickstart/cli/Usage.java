package io.bellbuoy.quickstart.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what a settings record refuses into a usage error, so that rules for values are written down once. */
final class Usage {

    private Usage() {}

    static <T> T checked(CommandSpec command, Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }
}
