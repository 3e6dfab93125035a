package io.jenkins.plugins.pushtoprod.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Gives every command the machine it runs on. */
final class CommandFactory implements CommandLine.IFactory {

    private final Machine machine;
    private final CommandLine.IFactory fallback = CommandLine.defaultFactory();

    CommandFactory(Machine machine) {
        this.machine = machine;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Machine.class) {
                return type.cast(constructor.newInstance(machine));
            }
        }
        return fallback.create(type);
    }
}
