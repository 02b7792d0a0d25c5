package org.earshot.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {
    private static final int LARGEST = 130;

    /** The leaves and roots that implementations of Certificate Transparency share. */
    private static final List<String> KNOWN_LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    static IntStream everySize() {
        return IntStream.rangeClosed(0, LARGEST);
    }

    @Test
    void theRootsOfTheKnownLeavesAreThePublishedOnes() {
        var tree = new Tree(KNOWN_LEAVES.stream().map(HexFormat.of()::parseHex));

        for (int size = 0; size <= KNOWN_LEAVES.size(); size++) {
            assertThat(tree.frontierAt(size).root()).hasToString(KNOWN_ROOTS.get(size));
        }
    }

    @Test
    void theProofsOfTheKnownLeavesAreThePublishedOnes() {
        var tree = new Tree(KNOWN_LEAVES.stream().map(HexFormat.of()::parseHex));

        assertThat(Proofs.inclusion(5, 8, tree::at).stream().map(Hash::toString))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(Proofs.consistency(2, 5, tree::at).stream().map(Hash::toString))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    @ParameterizedTest
    @MethodSource("everySize")
    void theFrontierGivesTheRootOfTheDefinition(int size) {
        var tree = Tree.ofSize(LARGEST);

        assertThat(tree.frontierAt(size).root()).isEqualTo(tree.slowRoot(0, size));
        assertThat(Proofs.root(size, tree::at)).isEqualTo(tree.slowRoot(0, size));
    }

    @ParameterizedTest
    @MethodSource("everySize")
    void everyLeafHasAnInclusionProofThatVerifies(int size) {
        var tree = Tree.ofSize(LARGEST);
        var root = tree.slowRoot(0, size);

        for (int index = 0; index < size; index++) {
            var path = Proofs.inclusion(index, size, tree::at);
            assertThat(path).isEqualTo(tree.slowPath(index, 0, size));
            assertThat(Proofs.verifyInclusion(index, size, tree.leaf(index), path, root)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everySize")
    void everyOlderTreeHasAConsistencyProofThatVerifies(int size) {
        var tree = Tree.ofSize(LARGEST);
        var root = tree.slowRoot(0, size);

        for (int old = 0; old <= size; old++) {
            var path = Proofs.consistency(old, size, tree::at);
            assertThat(path).isEqualTo(tree.slowSubproof(old, 0, size, true));
            assertThat(Proofs.verifyConsistency(old, size, tree.slowRoot(0, old), root, path))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 63, 64, 65})
    void noInclusionProofVerifiesWithOneBitChanged(int size) {
        var tree = Tree.ofSize(LARGEST);
        var root = tree.slowRoot(0, size);

        for (int index = 0; index < size; index++) {
            var leaf = tree.leaf(index);
            var path = Proofs.inclusion(index, size, tree::at);
            for (int at = 0; at < path.size(); at++) {
                assertThat(
                                Proofs.verifyInclusion(
                                        index, size, leaf, withOneBitChanged(path, at), root))
                        .isFalse();
            }
            assertThat(Proofs.verifyInclusion(index, size, oneBitChanged(leaf), path, root))
                    .isFalse();
            assertThat(Proofs.verifyInclusion(index, size, leaf, path, oneBitChanged(root)))
                    .isFalse();
            for (int other = 0; other < size; other++) {
                assertThat(Proofs.verifyInclusion(other, size, leaf, path, root))
                        .isEqualTo(other == index);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7, 8, 9, 31, 32, 33})
    void noConsistencyProofVerifiesWithOneBitChanged(int size) {
        var tree = Tree.ofSize(LARGEST);
        var root = tree.slowRoot(0, size);

        for (int old = 1; old <= size; old++) {
            var oldRoot = tree.slowRoot(0, old);
            var path = Proofs.consistency(old, size, tree::at);
            for (int at = 0; at < path.size(); at++) {
                assertThat(
                                Proofs.verifyConsistency(
                                        old, size, oldRoot, root, withOneBitChanged(path, at)))
                        .isFalse();
            }
            assertThat(Proofs.verifyConsistency(old, size, oneBitChanged(oldRoot), root, path))
                    .isFalse();
            assertThat(Proofs.verifyConsistency(old, size, oldRoot, oneBitChanged(root), path))
                    .isFalse();
        }
    }

    @Test
    void aPathThatIsTooLongOrTooShortIsRefused() {
        var tree = Tree.ofSize(LARGEST);
        var root = tree.slowRoot(0, 7);
        var path = Proofs.inclusion(3, 7, tree::at);
        var longer = new ArrayList<>(path);
        longer.add(tree.leaf(0));

        assertThat(Proofs.verifyInclusion(3, 7, tree.leaf(3), longer, root)).isFalse();
        assertThat(Proofs.verifyInclusion(3, 7, tree.leaf(3), path.subList(0, 2), root)).isFalse();
        assertThat(Proofs.verifyConsistency(3, 7, tree.slowRoot(0, 3), root, List.of())).isFalse();
        assertThat(Proofs.verifyConsistency(7, 7, root, root, path)).isFalse();
        assertThat(Proofs.verifyConsistency(0, 7, Hash.EMPTY_ROOT, root, path)).isFalse();
        assertThat(Proofs.verifyConsistency(8, 7, root, root, path)).isFalse();
    }

    @Test
    void thereIsNoProofOfALeafOutsideTheTree() {
        var tree = Tree.ofSize(3);

        assertThatThrownBy(() -> Proofs.inclusion(3, 3, tree::at))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Proofs.consistency(4, 3, tree::at))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Proofs.verifyInclusion(3, 3, tree.leaf(2), List.of(), tree.slowRoot(0, 3)))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("everySize")
    void aFrontierGrowsOnFromItsBytes(int size) {
        var tree = Tree.ofSize(LARGEST + 1);
        var stored = tree.frontierAt(size).toBytes();

        var frontier = Frontier.of(size, stored);
        frontier.append(tree.leaf(size));

        assertThat(frontier.size()).isEqualTo(size + 1);
        assertThat(frontier.root()).isEqualTo(tree.slowRoot(0, size + 1));
    }

    @Test
    void bytesThatAreNotAFrontierOfThatSizeAreRefused() {
        var bytes = Tree.ofSize(3).frontierAt(3).toBytes();

        assertThatThrownBy(() -> Frontier.of(4, bytes)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Frontier.of(-1, bytes)).isInstanceOf(MalformedException.class);
    }

    private static List<Hash> withOneBitChanged(List<Hash> path, int at) {
        var changed = new ArrayList<>(path);
        changed.set(at, oneBitChanged(path.get(at)));
        return changed;
    }

    private static Hash oneBitChanged(Hash hash) {
        byte[] bytes = hash.bytes();
        bytes[17] ^= 0x10;
        return Hash.of(bytes);
    }

    /** The definitions of RFC 9162 §2.1, written down as they stand and as slow as they are. */
    private static final class Tree {
        private final List<Hash> leaves;
        private final Map<List<Long>, Hash> nodes = new HashMap<>();

        Tree(Stream<byte[]> entries) {
            leaves = entries.map(Hash::leaf).toList();
            var frontier = new Frontier();
            leaves.forEach(leaf ->
                    frontier.append(
                            leaf,
                            (level, index, hash) -> nodes.put(List.of((long) level, index), hash)));
        }

        static Tree ofSize(int size) {
            return new Tree(
                    IntStream.range(0, size)
                            .mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8)));
        }

        Hash leaf(int index) {
            return leaves.get(index);
        }

        Hash at(int level, long index) {
            var hash = nodes.get(List.of((long) level, index));
            if (hash == null) {
                throw new AssertionError("no complete node " + level + "/" + index);
            }
            return hash;
        }

        Frontier frontierAt(int size) {
            var frontier = new Frontier();
            leaves.subList(0, size).forEach(frontier::append);
            return frontier;
        }

        Hash slowRoot(int from, int to) {
            if (from == to) {
                return Hash.EMPTY_ROOT;
            }
            if (to - from == 1) {
                return leaves.get(from);
            }
            int k = split(to - from);
            return Hash.node(slowRoot(from, from + k), slowRoot(from + k, to));
        }

        List<Hash> slowPath(int m, int from, int to) {
            if (to - from == 1) {
                return List.of();
            }
            int k = split(to - from);
            return m < k
                    ? append(slowPath(m, from, from + k), slowRoot(from + k, to))
                    : append(slowPath(m - k, from + k, to), slowRoot(from, from + k));
        }

        List<Hash> slowSubproof(int m, int from, int to, boolean whole) {
            if (m == 0) {
                return List.of();
            }
            if (m == to - from) {
                return whole ? List.of() : List.of(slowRoot(from, to));
            }
            int k = split(to - from);
            return m <= k
                    ? append(slowSubproof(m, from, from + k, whole), slowRoot(from + k, to))
                    : append(slowSubproof(m - k, from + k, to, false), slowRoot(from, from + k));
        }

        private static int split(int n) {
            int k = 1;
            while (2 * k < n) {
                k *= 2;
            }
            return k;
        }

        private static List<Hash> append(List<Hash> path, Hash hash) {
            var longer = new ArrayList<>(path);
            longer.add(hash);
            return longer;
        }
    }
}
