package app.diptych.ui.job;

import app.diptych.nbd.Visitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How busy each client is, from the counters of its connection over the last seconds. One thread.
final class VisitorRates {
  // Long enough that figures can be read, short enough that a client that rests is seen to.
  private static final long WINDOW_NANOS = 2_000_000_000L;
  private static final double NANOS = 1e9;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /// The counters at one moment.
  private record Sample(long nanos, Map<Long, Visitor> visitors) {}

  /// No client was seen yet.
  VisitorRates() {}

  /// Takes the counters of a moment and says how busy each client was up to then, in their order.
  ///
  /// @param nanos the moment, later than the one before
  List<Client> take(List<Visitor> visitors, long nanos) {
    samples.add(
        new Sample(
            nanos, visitors.stream().collect(Collectors.toMap(Visitor::id, Function.identity()))));
    while (nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    return visitors.stream().map(visitor -> client(visitor, nanos)).toList();
  }

  private Client client(Visitor visitor, long nanos) {
    return samples.stream()
        .filter(sample -> sample.visitors().containsKey(visitor.id()))
        .findFirst()
        .flatMap(sample ->
            Optional.ofNullable(sample.visitors().get(visitor.id()))
                .map(before -> busy(before, visitor, (nanos - sample.nanos()) / NANOS)))
        .orElseGet(() -> busy(visitor, visitor, 0));
  }

  private static Client busy(Visitor before, Visitor now, double seconds) {
    return new Client(
        now,
        new Client.Rate(
            perSecond(now.reads() - before.reads(), seconds),
            perSecond(now.bytesRead() - before.bytesRead(), seconds)),
        new Client.Rate(
            perSecond(now.writes() - before.writes(), seconds),
            perSecond(now.bytesWritten() - before.bytesWritten(), seconds)));
  }

  private static long perSecond(long count, double seconds) {
    return seconds > 0 ? Math.round(count / seconds) : 0;
  }
}
