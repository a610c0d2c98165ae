package app.diptych.cli;

import app.diptych.disks.Answers;
import app.diptych.disks.Disk;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells which of the files that a command was given does not answer: a file system whose server is
/// gone keeps whoever asks it waiting, and says nothing. Of a loop device that is the file under it
/// too.
///
/// They are looked at from time to time, more and more rarely, by a thread that lasts until this is
/// closed or has told of one.
final class Silence implements AutoCloseable {
  // Longer than a command takes until it copies, or says what stands against that.
  private static final Duration FIRST = Duration.ofSeconds(4);

  private final Supplier<List<Disk>> disks;
  private final Predicate<Path> question;
  private final Consumer<Path> told;
  private final Duration first;
  private final Answers<Path, Boolean> answers;
  private final CountDownLatch over = new CountDownLatch(1);

  /// One that tells of the files of a machine.
  Silence(Machine machine, Consumer<Path> told) {
    this(machine::disks, Files::exists, told, FIRST);
  }

  /// One that asks so.
  ///
  /// @param first how long it waits before it looks for the first time
  Silence(
      Supplier<List<Disk>> disks, Predicate<Path> question, Consumer<Path> told, Duration first) {
    this.disks = disks;
    this.question = question;
    this.told = told;
    this.first = first;
    this.answers = new Answers<>(first.toMillis() / 4);
  }

  /// Looks after all that these arguments may name. Most commands are over before the first look,
  /// so nothing is done for it until then.
  Silence watch(String... args) {
    Thread.ofPlatform().daemon().name("silence").start(() -> lookAgainAndAgain(args));
    return this;
  }

  private void lookAgainAndAgain(String... args) {
    try {
      long wait = first.toMillis();
      while (!over.await(wait, TimeUnit.MILLISECONDS) && !look(named(args))) {
        wait *= 2;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<Path> named(String... args) {
    return Stream.of(args)
        .skip(1)
        .map(arg -> arg.startsWith("-") ? arg.substring(arg.indexOf('=') + 1) : arg)
        .filter(name -> !name.startsWith("-"))
        .flatMap(Silence::path)
        .collect(Collectors.toSet());
  }

  private static Stream<Path> path(String name) {
    try {
      return Stream.of(Path.of(name));
    } catch (InvalidPathException _) {
      return Stream.empty();
    }
  }

  /// Tells of those that are silent.
  ///
  /// @return whether there are any
  private boolean look(Set<Path> named) {
    Map<Path, Supplier<Boolean>> questions = new LinkedHashMap<>();
    Stream.concat(named.stream(), below(named))
        .forEach(path -> questions.put(path, () -> question.test(path)));
    List<Path> silent =
        answers.ask(questions).entrySet().stream()
            .filter(answer -> answer.getValue().isSilent())
            .map(Map.Entry::getKey)
            .toList();
    if (over.getCount() > 0) {
      silent.forEach(told);
    }
    return !silent.isEmpty();
  }

  private Stream<Path> below(Set<Path> named) {
    return disks.get().stream()
        .filter(disk -> named.contains(Path.of(disk.path())))
        .flatMap(disk -> disk.backing().stream())
        .map(Disk.Backing::file);
  }

  /// Ends the looking. It is not waited for: what it waits for may never come.
  @Override
  public void close() {
    over.countDown();
  }
}
