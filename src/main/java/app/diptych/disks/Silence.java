package app.diptych.disks;

import java.nio.file.Files;
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
import java.util.stream.Stream;

/// Tells which of the files that somebody waits for does not answer: a file system whose server is
/// gone keeps whoever asks it waiting, and says nothing. Of a loop device that is the file under it
/// too.
///
/// They are looked at from time to time, more and more rarely, by a thread that lasts until this is
/// closed or has told of one, and tells it.
public final class Silence implements AutoCloseable {
  // Longer than a command takes until it copies, or says what stands against that.
  private static final Duration FIRST = Duration.ofSeconds(4);

  private final Supplier<List<Disk>> disks;
  private final Predicate<Path> question;
  private final Consumer<Path> told;
  private final Duration first;
  private final Answers<Path, Boolean> answers;
  private final CountDownLatch over = new CountDownLatch(1);

  /// One that tells of the files of a machine with these disks.
  public Silence(Supplier<List<Disk>> disks, Consumer<Path> told) {
    this(disks, Files::exists, told, FIRST);
  }

  /// One that asks so.
  ///
  /// @param first how long it waits before it looks for the first time
  public Silence(
      Supplier<List<Disk>> disks, Predicate<Path> question, Consumer<Path> told, Duration first) {
    this.disks = disks;
    this.question = question;
    this.told = told;
    this.first = first;
    this.answers = new Answers<>(first.toMillis() / 4);
  }

  /// Looks after these. Most who wait have what they want before the first look, so nothing is
  /// asked for until then.
  public Silence watch(Supplier<Set<Path>> named) {
    Thread.ofPlatform().daemon().name("silence").start(() -> lookAgainAndAgain(named));
    return this;
  }

  private void lookAgainAndAgain(Supplier<Set<Path>> named) {
    try {
      long wait = first.toMillis();
      while (!over.await(wait, TimeUnit.MILLISECONDS) && !look(named.get())) {
        wait *= 2;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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
