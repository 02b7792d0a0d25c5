package org.earshot.classifier.reception;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the rules go first where there are fewer cores than there is work: between two texts the
 * model waits while the rules have a batch in hand. It never waits long for one text, so that it
 * gets on however busy the rules are.
 */
final class Precedence {

    static final Duration LONGEST = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private boolean taken;

    /** The rules begin. */
    void take() {
        lock.lock();
        try {
            taken = true;
        } finally {
            lock.unlock();
        }
    }

    /** The rules are done for now. */
    void leave() {
        lock.lock();
        try {
            taken = false;
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the rules have nothing in hand, or after a while. */
    void giveWay() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = LONGEST.toNanos();
            while (taken && left > 0) {
                left = free.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
