import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about the files named on standard input, each line "flavour path"; answers "flavour path verdict". */
public final class Verify {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        asked.lines().toList().parallelStream().map(Verify::answer).forEachOrdered(System.out::println);
    }

    private static String answer(String line) {
        String[] words = line.split(" ", 2);
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(words[0]);
        try (FileInputStream file = new FileInputStream(words[1]);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return line + "\t" + verdict(validator.validate(parser));
        } catch (Exception broken) {
            return line + "\t" + broken;
        }
    }

    private static String verdict(ValidationResult result) {
        if (result.isCompliant()) {
            return result.getTotalAssertions() > 0 ? "compliant" : "nothing was checked";
        }
        Map<String, String> failed = new TreeMap<>();
        for (TestAssertion one : result.getTestAssertions()) {
            if (one.getStatus() == TestAssertion.Status.FAILED) {
                String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                failed.putIfAbsent(rule, one.getMessage() + " @ " + one.getLocation().getContext());
            }
        }
        return failed.toString().replace('\n', ' ').replace('\t', ' ');
    }
}
