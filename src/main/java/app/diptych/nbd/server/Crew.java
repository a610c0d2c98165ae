package app.diptych.nbd.server;

import app.diptych.block.Uninterrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The threads of a connection, which take turns: one leads, that is, takes requests in; when the
/// request that it has may take long, it lets another lead and does it. Threads are started when
/// they are needed, up to a limit; beyond it, requests wait until one is free.
final class Crew {
  /// How many requests of one connection are done at once.
  static final int MOST = 16;

  private final Runnable lead;
  private final ThreadFactory threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by lock.
  private final List<Thread> started = new ArrayList<>();
  private int idle;
  private boolean isLed;
  private boolean isEnded;

  /// A crew of nobody yet.
  ///
  /// @param lead takes requests in and does them, until it has let another lead or there is nothing
  ///   more to come
  Crew(Runnable lead, ThreadFactory threads) {
    this.lead = lead;
    this.threads = threads;
  }

  /// Works as the first of the crew; returns when there is nothing more to come and all is done.
  void work() {
    takeTurns();
    all().forEach(Uninterrupted::join);
  }

  private void takeTurns() {
    while (awaitLead()) {
      lead.run();
    }
  }

  private boolean awaitLead() {
    lock.lock();
    try {
      idle++;
      while (isLed && !isEnded) {
        changed.awaitUninterruptibly();
      }
      idle--;
      isLed = true;
      return !isEnded;
    } finally {
      lock.unlock();
    }
  }

  /// The leader leads no longer; another does, as soon as there is one.
  void passOn() {
    lock.lock();
    try {
      isLed = false;
      if (idle > 0) {
        changed.signal();
      } else if (started.size() < MOST - 1 && !isEnded) {
        // Started under the lock, so that whoever joins all of them finds it started.
        // Where there is none to be had, the next to be done with what he does leads.
        Thread helper = threads.newThread(this::takeTurns);
        if (Starting.start(helper)) {
          started.add(helper);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// There is nothing more to come: whoever has nothing to do goes.
  void end() {
    lock.lock();
    try {
      isEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nobody does anything but lead, or wait for it.
  boolean isResting() {
    lock.lock();
    try {
      return isLed && idle == started.size();
    } finally {
      lock.unlock();
    }
  }

  private List<Thread> all() {
    lock.lock();
    try {
      return List.copyOf(started);
    } finally {
      lock.unlock();
    }
  }
}
