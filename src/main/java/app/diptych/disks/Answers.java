package app.diptych.disks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Asks several at once, each on a thread of its own, and waits for none that is silent: a disk
/// that has stopped answering keeps whoever opens it waiting, for minutes, and nothing can end that
/// wait. It is not asked again before it has answered; its late answer counts for the next asking.
///
/// Safe for use by many threads; those who ask the same at the same time share the answer.
///
/// @param <K> who is asked
/// @param <V> what is answered
public final class Answers<K, V> {
  private final Map<K, Question<V>> open = new ConcurrentHashMap<>();
  private final Map<K, V> known = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final long patienceNanos;

  private record Question<V>(CompletableFuture<V> answer, long deadline) {}

  /// What came of asking one.
  ///
  /// @param value the answer; of one that is silent an earlier one, if there was any
  /// @param isSilent whether it has not answered
  public record Answer<V>(Optional<V> value, boolean isSilent) {}

  /// One who waits so long.
  public Answers(long patienceMillis) {
    patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  /// Calls a listener, on any thread, whenever somebody has answered who had been given up.
  public void whenLate(Runnable listener) {
    listeners.add(listener);
  }

  /// Asks all. Whoever is not among them is forgotten.
  public Map<K, Answer<V>> ask(Map<K, Supplier<V>> questions) {
    questions.forEach((who, question) -> open.computeIfAbsent(who, _ -> begin(who, question)));
    var answers = new LinkedHashMap<K, Answer<V>>();
    questions.keySet().forEach(who -> answers.put(who, await(who)));
    known.keySet().retainAll(questions.keySet());
    return answers;
  }

  private Question<V> begin(K who, Supplier<V> question) {
    long deadline = System.nanoTime() + patienceNanos;
    // No name that Java counts up: the first one takes it milliseconds.
    var thread = Thread.ofPlatform().daemon().name("ask " + who);
    var answer = CompletableFuture.supplyAsync(question, thread::start);
    var _ =
        answer.whenComplete((_, _) -> {
          if (System.nanoTime() - deadline > 0) {
            listeners.forEach(Runnable::run);
          }
        });
    return new Question<>(answer, deadline);
  }

  private Answer<V> await(K who) {
    Question<V> question = open.get(who);
    if (question == null) { // Another who asked has taken the answer away.
      return new Answer<>(Optional.ofNullable(known.get(who)), false);
    }
    try {
      long left = Math.max(0, question.deadline - System.nanoTime());
      V value = question.answer.get(left, TimeUnit.NANOSECONDS);
      known.put(who, value);
      open.remove(who, question);
      return new Answer<>(Optional.of(value), false);
    } catch (TimeoutException _) {
      return new Answer<>(Optional.ofNullable(known.get(who)), true);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer<>(Optional.ofNullable(known.get(who)), true);
    } catch (ExecutionException e) {
      open.remove(who, question);
      throw new IllegalStateException("asking " + who, e.getCause());
    }
  }
}
