package org.earshot.audit.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.transparency.Frontier;
import org.earshot.transparency.Hash;
import org.earshot.transparency.Opening;
import org.earshot.transparency.Proofs;

/**
 * The tree in tiles of 256 hashes, as C2SP tlog-tiles cuts it: only every eighth level is stored,
 * and what lies between is computed from the tile below it. A proof in a log of millions reads two
 * or three tiles at each of three stored levels.
 */
public final class Tiles implements Proofs.Nodes {
    private static final int HEIGHT = 8;
    private static final int WIDTH = 1 << HEIGHT;

    private final Connection connection;
    private final Map<Tile, List<Hash>> tiles = new HashMap<>();

    private record Tile(int level, long index) {}

    /**
     * A stored hash.
     *
     * @param level 1 over 256 leaves, 2 over 65,536, and so on
     */
    public record Node(int level, long index, Hash hash) {}

    /** Reads the tree of this connection's database; each tile once. */
    public Tiles(Connection connection) {
        this.connection = connection;
    }

    /** Appends the leaf of {@code commitment} and says which stored nodes it completes. */
    public static List<Node> append(Frontier frontier, Hash commitment) {
        var completed = new ArrayList<Node>();
        frontier.append(
                Opening.leafHash(commitment),
                (level, index, hash) -> {
                    if (level > 0 && level % HEIGHT == 0) {
                        completed.add(new Node(level / HEIGHT, index, hash));
                    }
                });
        return completed;
    }

    @Override
    public Hash at(int level, long index) {
        int within = level % HEIGHT;
        int perTile = HEIGHT - within;
        var tile = tiles.computeIfAbsent(new Tile(level / HEIGHT, index >> perTile), this::load);
        int from = (int) (index & ((1L << perTile) - 1)) << within;
        int to = from + (1 << within);
        if (to > tile.size()) {
            throw new IllegalStateException("the tree has no node " + level + "/" + index);
        }
        return root(tile.subList(from, to));
    }

    private static Hash root(List<Hash> hashes) {
        int half = hashes.size() / 2;
        return half == 0
                ? hashes.getFirst()
                : Hash.node(
                        root(hashes.subList(0, half)), root(hashes.subList(half, hashes.size())));
    }

    private List<Hash> load(Tile tile) {
        var sql =
                tile.level == 0
                        ? """
                        select index, commitment from leaf
                        where index >= ? and index < ? order by index\
                        """
                        : """
                        select index, hash from node
                        where index >= ? and index < ? and level = ? order by index\
                        """;
        try (var select = connection.prepareStatement(sql)) {
            long first = tile.index << HEIGHT;
            select.setLong(1, first);
            select.setLong(2, first + WIDTH);
            if (tile.level > 0) {
                select.setInt(3, tile.level);
            }
            var rows = select.executeQuery();
            var hashes = new ArrayList<Hash>(WIDTH);
            while (rows.next() && rows.getLong(1) == first + hashes.size()) {
                var hash = Hash.of(rows.getBytes(2));
                hashes.add(tile.level == 0 ? Opening.leafHash(hash) : hash);
            }
            return hashes;
        } catch (SQLException e) {
            throw new IllegalStateException("the tree could not be read", e);
        }
    }
}
