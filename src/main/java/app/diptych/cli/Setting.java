package app.diptych.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// An option or a parameter of a command, and what was said for it.
///
/// Made by calls, and not read off annotations: those take a short command a fifth of its time.
///
/// @param spec as the command line knows it
/// @param <T> what is said for it
record Setting<T>(ArgSpec spec) {

  /// An option without a value.
  static Setting<Boolean> flag(String name, String... description) {
    return new Setting<>(
        OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build());
  }

  /// An option with a value.
  ///
  /// @param label stands for the value in help texts; of a closed set its words
  static <T> Setting<T> option(String name, String label, Class<T> type, String... description) {
    return new Setting<>(
        OptionSpec.builder(name)
            .arity("1")
            .paramLabel(label)
            .type(type)
            .completionCandidates(type.isEnum() ? List.of(label.split("\\|")) : null)
            .description(description)
            .build());
  }

  /// A parameter, which must be given.
  ///
  /// @param index its place, from 0
  static <T> Setting<T> parameter(int index, String label, Class<T> type, String description) {
    return new Setting<>(
        PositionalParamSpec.builder()
            .index(Integer.toString(index))
            .required(true)
            .arity("1")
            .paramLabel(label)
            .type(type)
            .description(description)
            .build());
  }

  /// Adds it to a command.
  void addTo(CommandSpec command) {
    command.add(spec);
  }

  /// Whether something was said.
  boolean isSet() {
    return chosen().isPresent();
  }

  /// What was said, if anything was.
  Optional<T> chosen() {
    @Nullable T value = spec.getValue();
    return Optional.ofNullable(value);
  }

  /// What was said, or else something else.
  T or(T other) {
    return chosen().orElse(other);
  }

  /// What was said, where something was.
  T value() {
    return Objects.requireNonNull(spec.<T>getValue(), spec::paramLabel);
  }

  /// What is thrown where it, or what it goes with, makes no sense.
  ParameterException objection(String message) {
    return new ParameterException(spec.command().commandLine(), message);
  }
}
