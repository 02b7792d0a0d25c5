package org.earshot.ingest.extraction;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML mail, a line for each block. What a style hides is kept: it was sent. */
final class Html {

    private Html() {}

    static String text(String html) {
        var body = Jsoup.parse(html).body();
        var text = new StringBuilder();
        body.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode words) {
                            add(text, words.getWholeText());
                        } else if (node instanceof Element element) {
                            if (element.nameIs("br")) {
                                text.append('\n');
                            } else if (element.isBlock()) {
                                line(text);
                            }
                            if (element.nameIs("img") && !element.attr("alt").isBlank()) {
                                add(text, element.attr("alt"));
                            }
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element element) {
                            if (element.nameIs("p")) {
                                line(text);
                                text.append('\n');
                            } else if (element.isBlock()) {
                                line(text);
                            } else if (element.nameIs("td") || element.nameIs("th")) {
                                text.append('\t');
                            }
                        }
                    }
                });
        return text.toString().strip();
    }

    private static void line(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private static void add(StringBuilder text, String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00A0') {
                if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                    text.append(' ');
                }
            } else {
                text.append(c);
            }
        }
    }
}
