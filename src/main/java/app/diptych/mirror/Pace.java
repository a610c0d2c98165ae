package app.diptych.mirror;

/// How fast the copier may go: it gives way to callers, keeps below a ceiling, and always gets on.
///
/// While callers rest, transfers are of full size and as many as there are copiers. While they do
/// not, a window says how many bytes may be in flight. It grows as long as the primary answers
/// callers about as fast as it does in short breaks that the copier takes for comparison, and
/// shrinks as they wait longer, down to one chunk and then to pauses between one and the next. Some
/// are copied however busy callers are, so that the copying ends. What is in flight is read and
/// written in pieces, so that a caller waits for one of those at most.
///
/// Every method is called under the ledger's lock.
final class Pace {
  // Callers rest when they have asked for nothing for so long.
  private static final long REST = 20_000_000;
  // A look at the callers' latency lasts so long at least, and has so many requests, or lasts long.
  private static final long LOOK = 20_000_000;
  private static final long LONG_LOOK = 100_000_000;
  private static final long ENOUGH_REQUESTS = 64;
  // Looks at callers with the copier at work for each one without it: so much of the time is lost.
  private static final int LOOKS_PER_BREAK = 16;
  // What callers may suffer before the window shrinks. Their requests have more to wait for than
  // the primary, so that their rate falls by less.
  private static final double BEARABLE = 1.15;
  private static final double GROWTH = 1.25;
  // How much slower callers may become for reasons of their own from one break to the next.
  private static final double FORGETTING = 1.25;
  private static final double FASTEST_SHRINKING = 0.6;
  // Of the time, what the copier takes at least, and the longest it pauses for.
  private static final double LEAST_SHARE = 0.25;
  // Transfers that wait for a slow secondary are in nobody's way, and so many get on.
  private static final long SLOW_IN_FLIGHT = 3;
  private static final long LONGEST_PAUSE = 50_000_000;

  private final Timing timing;
  private final Foreground foreground;
  private final Ceiling ceiling;
  private final long chunk;
  private final long transfer;
  private final long most;
  private final Worth worth = new Worth();
  private double window;
  private long least;
  private boolean isActive;
  private boolean isResting;
  private long requestsSeen;
  private long lastRequest;
  // The look that is being taken: when it began, and what had been counted by then.
  private long lookStart;
  private long requestsBefore;
  private long nanosBefore;
  private int looks;
  private double aloneNanos;
  // When the only transfer in flight was begun, or till when to pause after it.
  private boolean isMoving;
  private long movingSince;
  private long pauseEnd;

  /// A pace for chunks of this size.
  Pace(Timing timing, Foreground foreground, MirrorOptions options, long chunk) {
    this.timing = timing;
    this.foreground = foreground;
    this.chunk = chunk;
    this.transfer = Math.max(chunk, options.transferSize());
    this.most = transfer * options.depth();
    this.ceiling = new Ceiling(options.rate());
    this.window = chunk;
    this.least = chunk;
    this.lastRequest = timing.nanos() - REST;
  }

  /// The clock.
  Timing timing() {
    return timing;
  }

  /// Whether no transfer shall begin for the time being.
  void rest(boolean isWished) {
    isResting = isWished;
  }

  /// Bytes that the next transfer may have.
  long transferSize() {
    long longest = Math.clamp(ceiling.tenth(), chunk, transfer);
    return isActive ? Math.clamp((long) (window / 2), Math.min(least, longest), longest) : longest;
  }

  /// Whether callers are at work, for whom transfers are done in pieces.
  boolean isGivingWay() {
    return isActive;
  }

  /// The copier read so many bytes of the primary at once, in this time.
  void read(long bytes, long nanos) {
    worth.moved(bytes, nanos, aloneNanos);
  }

  /// How many bytes to read at once while callers are at work.
  long readSize() {
    return worth.inNobodysWay(aloneNanos);
  }

  /// How many nanoseconds must pass before a transfer may begin; zero where it may at once,
  /// [Timing#UNTIL_SIGNAL] where another one must end first.
  ///
  /// @param inFlight bytes of transfers in flight
  long delay(long inFlight) {
    long now = timing.nanos();
    watch(now);
    if (isResting) {
      return Timing.UNTIL_SIGNAL;
    }
    long wait = ceiling.delay(now);
    if (isActive) {
      look(now, inFlight);
      wait = wait == 0 ? givingWay(now, inFlight) : wait;
    }
    return wait;
  }

  private void watch(long now) {
    long requests = foreground.requests();
    if (requests != requestsSeen) {
      requestsSeen = requests;
      lastRequest = now;
      if (!isActive) {
        isActive = true;
        window = chunk;
        isMoving = false;
        pauseEnd = now;
        aloneNanos = 0;
        looks = 0;
        startLook(now);
      }
    } else if (now - lastRequest > REST) {
      isActive = false;
    }
  }

  private boolean isBreak() {
    return looks == 0;
  }

  private void startLook(long now) {
    lookStart = now;
    requestsBefore = foreground.requests();
    nanosBefore = foreground.nanos();
  }

  private void look(long now, long inFlight) {
    if (isBreak() && inFlight > 0) {
      startLook(now);
      return;
    }
    long requests = foreground.requests() - requestsBefore;
    long lasted = now - lookStart;
    if (lasted < LOOK || (requests < ENOUGH_REQUESTS && lasted < LONG_LOOK)) {
      return;
    }
    if (requests > 0) {
      judge((double) (foreground.nanos() - nanosBefore) / requests);
    }
    looks = (looks + 1) % LOOKS_PER_BREAK;
    startLook(now);
  }

  private void judge(double latency) {
    // What else goes on in the machine makes some looks slow, none fast.
    double bound = isBreak() ? aloneNanos * FORGETTING : aloneNanos;
    aloneNanos = aloneNanos == 0 ? latency : Math.min(latency, bound);
    if (!isBreak()) {
      double suffering = latency / Math.max(1, aloneNanos) / BEARABLE;
      double change = suffering <= 1 ? GROWTH : Math.max(FASTEST_SHRINKING, 1 / suffering);
      window = Math.clamp(window * change, leastWindow(), (double) most);
    }
  }

  private double leastWindow() {
    return least > chunk ? Math.min(SLOW_IN_FLIGHT * least, most) : chunk * LEAST_SHARE;
  }

  private long givingWay(long now, long inFlight) {
    if (inFlight > 0) {
      return isBreak() || inFlight + transferSize() > Math.max(window, leastWindow())
          ? Timing.UNTIL_SIGNAL
          : 0;
    }
    return isBreak() ? Math.max(lookStart + LOOK - now, LOOK / 4) : pause(now);
  }

  // Where even one chunk after the other is too much for callers.
  private long pause(long now) {
    if (isMoving) {
      isMoving = false;
      double share = Math.min(1, window / chunk);
      long pause = (long) ((now - movingSince) * (1 / share - 1));
      pauseEnd = now + Math.min(pause, LONGEST_PAUSE);
    }
    if (now < pauseEnd) {
      return pauseEnd - now;
    }
    isMoving = true;
    movingSince = now;
    return 0;
  }

  /// Smaller transfers than this make no sense, since the secondary takes its time for each. Then
  /// some are in flight at once: while one of them waits for the secondary, it is in nobody's way.
  void transferAtLeast(long bytes) {
    least = Math.clamp(bytes, chunk, transfer);
  }

  /// So much is copied, which the ceiling counts; less than nothing where that was not so much.
  void spend(long bytes) {
    ceiling.spend(bytes, timing.nanos());
  }
}
