package org.earshot.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * Inclusion and consistency proofs. They are made as RFC 9162 §2.1.3.1 and §2.1.4.1 define them,
 * from hashes of complete subtrees, and verified by the iterative algorithms of §2.1.3.2 and
 * §2.1.4.2, so that making and checking share no code.
 */
public final class Proofs {
    private Proofs() {}

    /** Where the hashes of complete subtrees come from: an array, a table, a store of tiles. */
    @FunctionalInterface
    public interface Nodes {
        /**
         * The root of the {@code 1 << level} leaves from {@code index << level} on, all of which
         * are in the tree. Which nodes are asked for depends on the sizes only, never on a hash.
         */
        Hash at(int level, long index);
    }

    /** The path from leaf {@code index} to the root of the first {@code size} leaves. */
    public static List<Hash> inclusion(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " among " + size);
        }
        var path = new ArrayList<Hash>();
        inclusion(index, 0, size, nodes, path);
        return path;
    }

    private static void inclusion(long leaf, long from, long to, Nodes nodes, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (leaf < middle) {
            inclusion(leaf, from, middle, nodes, path);
            path.add(root(middle, to, nodes));
        } else {
            inclusion(leaf, middle, to, nodes, path);
            path.add(root(from, middle, nodes));
        }
    }

    /**
     * What shows that the tree of {@code newSize} leaves begins with the one of {@code oldSize}.
     */
    public static List<Hash> consistency(long oldSize, long newSize, Nodes nodes) {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException(newSize + " leaves cannot extend " + oldSize);
        }
        var path = new ArrayList<Hash>();
        if (oldSize > 0) {
            consistency(oldSize, 0, newSize, true, nodes, path);
        }
        return path;
    }

    private static void consistency(
            long oldEnd, long from, long to, boolean oldRootKnown, Nodes nodes, List<Hash> path) {
        if (oldEnd == to) {
            if (!oldRootKnown) {
                path.add(root(from, to, nodes));
            }
            return;
        }
        long middle = from + split(to - from);
        if (oldEnd <= middle) {
            consistency(oldEnd, from, middle, oldRootKnown, nodes, path);
            path.add(root(middle, to, nodes));
        } else {
            consistency(oldEnd, middle, to, false, nodes, path);
            path.add(root(from, middle, nodes));
        }
    }

    /** The root of the first {@code size} leaves. */
    public static Hash root(long size, Nodes nodes) {
        return size == 0 ? Hash.EMPTY_ROOT : root(0, size, nodes);
    }

    private static Hash root(long from, long to, Nodes nodes) {
        long size = to - from;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return nodes.at(level, from >> level);
        }
        long middle = from + split(size);
        return Hash.node(root(from, middle, nodes), root(middle, to, nodes));
    }

    /** The largest power of two smaller than {@code size}. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }

    public static boolean verifyInclusion(
            long index, long size, Hash leafHash, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leafHash;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    public static boolean verifyConsistency(
            long oldSize, long newSize, Hash oldRoot, Hash newRoot, List<Hash> path) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(Hash.EMPTY_ROOT);
        }
        if (path.isEmpty()) {
            return false;
        }
        boolean oldRootIsNode = Long.bitCount(oldSize) == 1;
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Hash oldHash = oldRootIsNode ? oldRoot : path.getFirst();
        Hash newHash = oldHash;
        for (Hash sibling : oldRootIsNode ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = Hash.node(sibling, oldHash);
                newHash = Hash.node(sibling, newHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newHash = Hash.node(newHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
    }
}
