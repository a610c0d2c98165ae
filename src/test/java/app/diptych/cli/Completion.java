package app.diptych.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What bash is told of the commands: their names, their options and the words that these take.
///
/// The names of files are left to bash. Picocli's own script offers none for a disk, none behind a
/// `=`, and hands those of a folder to `compgen -W`, which runs what stands in them as `$(…)`.
///
/// @param root the program
record Completion(CommandSpec root) {

  /// The script.
  String script() {
    return """
    # Completion of diptych in bash, made from its commands. What is neither an option nor one of the
    # words that an option takes is left to bash, as the name of a file.
    _diptych() {
      local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} words=
      # Bash takes --fit=start for three words.
      if [ "$word" = '=' ]; then
        word=
      elif [ "$option" = '=' ]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      case $COMP_CWORD:$option in
        1:*) words='%s' ;;
    %s    %s) compopt +o default ;;
        *)
          case ${COMP_WORDS[1]}:$word in
    %s      esac
          ;;
      esac
      # None of these comes from a file's name: bash would run what stands in one.
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    }
    complete -o default -F _diptych diptych
    """
        .formatted(begin(), closed(), free(), options());
  }

  // What the first word may be.
  private String begin() {
    return Stream.concat(commands().stream().map(CommandSpec::name), names(root))
        .collect(Collectors.joining(" "));
  }

  // The options that take one of a few words.
  private String closed() {
    return valued()
        .filter(option -> option.completionCandidates() != null)
        .map(option ->
            "    *:%s) words='%s' ;;\n"
                .formatted(option.longestName(), String.join(" ", option.completionCandidates())))
        .distinct()
        .collect(Collectors.joining());
  }

  // The options that take what nobody can guess.
  private String free() {
    return valued()
        .filter(option -> option.completionCandidates() == null && !isNamed(option))
        .map(option -> "*:" + option.longestName())
        .distinct()
        .collect(Collectors.joining(" | "));
  }

  private String options() {
    return commands().stream()
        .map(command ->
            "        %s:-*) words='%s' ;;\n"
                .formatted(command.name(), names(command).collect(Collectors.joining(" "))))
        .collect(Collectors.joining());
  }

  private Stream<OptionSpec> valued() {
    return commands().stream()
        .flatMap(command -> command.options().stream())
        .filter(option -> option.arity().max() > 0);
  }

  private List<CommandSpec> commands() {
    return ManualPage.shown(root);
  }

  private static Stream<String> names(CommandSpec command) {
    return command.options().stream().map(OptionSpec::longestName);
  }

  private static boolean isNamed(OptionSpec option) {
    return option.type().equals(Path.class) || option.paramLabel().equals("TARGET");
  }
}
