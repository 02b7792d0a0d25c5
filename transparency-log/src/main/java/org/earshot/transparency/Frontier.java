package org.earshot.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to append to a tree and know its root: the roots of its complete subtrees,
 * largest first, one for each bit set in the size. A log of a hundred million leaves appends from
 * at most 27 hashes.
 */
public final class Frontier {
    private final List<Hash> subtrees;
    private long size;

    /** Told of every subtree an append completes, so that it can be kept for proofs. */
    @FunctionalInterface
    public interface CompletedNodes {
        /** The subtree over leaves {@code index << level} and the following {@code 1 << level}. */
        void completed(int level, long index, Hash hash);
    }

    /** The frontier of an empty tree. */
    public Frontier() {
        this(0, new ArrayList<>());
    }

    private Frontier(long size, List<Hash> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    /** Reads back what {@link #toBytes()} wrote for a tree of {@code size} leaves. */
    public static Frontier of(long size, byte[] bytes) {
        if (size < 0 || bytes.length != Long.bitCount(size) * Hash.LENGTH) {
            throw new MalformedException("these bytes are not the frontier of that many leaves");
        }
        var subtrees = new ArrayList<Hash>();
        for (int at = 0; at < bytes.length; at += Hash.LENGTH) {
            subtrees.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
        }
        return new Frontier(size, subtrees);
    }

    public long size() {
        return size;
    }

    public void append(Hash leafHash) {
        append(leafHash, (level, index, hash) -> {});
    }

    public void append(Hash leafHash, CompletedNodes sink) {
        Hash hash = leafHash;
        int level = 0;
        long index = size;
        sink.completed(level, index, hash);
        while ((index & 1) == 1) {
            hash = Hash.node(subtrees.removeLast(), hash);
            level++;
            index >>= 1;
            sink.completed(level, index, hash);
        }
        subtrees.add(hash);
        size++;
    }

    public Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        Hash root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.node(subtrees.get(i), root);
        }
        return root;
    }

    /** The hashes one after another, largest subtree first. */
    public byte[] toBytes() {
        byte[] bytes = new byte[subtrees.size() * Hash.LENGTH];
        for (int i = 0; i < subtrees.size(); i++) {
            System.arraycopy(subtrees.get(i).bytes(), 0, bytes, i * Hash.LENGTH, Hash.LENGTH);
        }
        return bytes;
    }
}
