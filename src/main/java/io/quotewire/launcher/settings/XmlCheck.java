package io.quotewire.launcher.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Checks XML against a schema and tells of every mistake where it stands. Reads nothing from outside the text. */
final class XmlCheck extends DefaultHandler {
    private final List<Mistake> mistakes = new ArrayList<>();

    private XmlCheck() {}

    /** Something wrong at a line and a column, both from 1. */
    record Mistake(int line, int column, String text) {}

    /** What is wrong with the text; without a schema, only whether it is XML at all. */
    static List<Mistake> mistakes(byte[] xml, @Nullable URL schema) {
        XmlCheck check = new XmlCheck();
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            if (schema != null) {
                factory.setSchema(SchemaFactory.newDefaultInstance().newSchema(schema));
            }
            factory.newSAXParser().parse(new InputSource(new ByteArrayInputStream(xml)), check);
        } catch (SAXParseException e) {
            check.add(e);
        } catch (SAXException | IOException e) {
            check.mistakes.add(new Mistake(1, 1, String.valueOf(e.getMessage())));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return check.mistakes;
    }

    @Override
    public void error(SAXParseException e) {
        add(e);
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }

    private void add(SAXParseException e) {
        // The parser starts with the name of its rule, as "cvc-complex-type.2.4.a: ".
        String text = String.valueOf(e.getMessage()).replaceFirst("^cvc-[\\w.-]+: ", "");
        mistakes.add(new Mistake(Math.max(1, e.getLineNumber()), Math.max(1, e.getColumnNumber()), text));
    }
}
