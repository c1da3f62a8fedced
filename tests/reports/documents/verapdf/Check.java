import java.io.FileInputStream;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Validates each file named against the flavour asked for (-Dflavour=ua1) and prints a line for each rule that is broken, or that all are kept. */
public class Check {
  public static void main(String[] paths) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean faultless = true;
    for (String path : paths) {
      faultless &= isFaultless(path);
    }
    System.exit(faultless ? 0 : 1);
  }

  private static boolean isFaultless(String path) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.fromString(System.getProperty("flavour"));
    try (FileInputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
      for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
        RuleId rule = broken.getKey();
        System.out.printf("%s: clause %s, test %d, %d times: %s%n", path, rule.getClause(), rule.getTestNumber(),
            broken.getValue(), result.getValidationProfile().getRuleByRuleId(rule).getDescription());
      }
      if (result.isCompliant()) {
        System.out.printf("%s: %d assertions kept%n", path, result.getTotalAssertions());
      }
      return result.isCompliant();
    }
  }
}
