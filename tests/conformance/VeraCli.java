import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.logging.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.*;
import org.verapdf.ReleaseDetails;
import org.verapdf.features.FeatureFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.metadata.fixer.FixerFactory;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.pdfa.validation.validators.*;
import org.verapdf.processor.*;
import org.verapdf.processor.plugins.PluginsCollectionConfig;
import org.verapdf.processor.reports.enums.JobEndStatus;

/** A small command line over veraPDF's own item processor: the library judges, this only prints. */
public final class VeraCli {
    static final String USAGE =
        "verapdf --flavour ID[,ID...] [options] FILE...\n"
      + "  -f, --flavour ID     ua1 ua2 1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f; 0: what the file claims (default ua1)\n"
      + "  -p, --profile XML    judge by this profile instead of a built-in one\n"
      + "  --format F           text (default), tsv (one line a file), json (veraPDF's own report)\n"
      + "  --maxfailuresdisplayed N   places shown for each failed rule (default 1)\n"
      + "  --files-from LIST    file names from LIST, one a line ('-': standard input)\n"
      + "  --list-rules         the rules of the flavours, one a line\n"
      + "  --log                veraPDF's warnings on standard error\n"
      + "Exit status: 0 every file passes every flavour; 1 one fails; 2 one could not be judged, or wrong usage.\n";

    public static void main(String[] a) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        List<String> files = new ArrayList<>();
        String flavours = "ua1", format = "text", profile = null;
        int places = 1;
        boolean log = false, list = false, version = false;
        try {
            for (int i = 0; i < a.length; i++) {
                String s = a[i];
                if (s.equals("-f") || s.equals("--flavour")) flavours = a[++i];
                else if (s.equals("-p") || s.equals("--profile")) profile = a[++i];
                else if (s.equals("--format")) format = a[++i];
                else if (s.equals("--maxfailuresdisplayed")) places = Integer.parseInt(a[++i]);
                else if (s.equals("--files-from")) {
                    String n = a[++i];
                    byte[] b = n.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Paths.get(n));
                    for (String l : new String(b, StandardCharsets.UTF_8).split("\n")) if (!l.isEmpty()) files.add(l);
                }
                else if (s.equals("--log")) log = true;
                else if (s.equals("--list-rules")) list = true;
                else if (s.equals("--version")) version = true;
                else if (s.equals("-h") || s.equals("--help")) { out.print(USAGE); out.flush(); return; }
                else if (s.startsWith("-") && s.length() > 1) throw new IllegalArgumentException("unknown option " + s);
                else files.add(s);
            }
        } catch (RuntimeException e) {
            System.err.print("verapdf: " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        if (!log) LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        if (version) {
            for (ReleaseDetails d : ReleaseDetails.getDetails()) out.println("veraPDF " + d.getId() + " " + d.getVersion() + " of " + d.getBuildDate());
            out.flush();
            return;
        }
        List<ValidationProfile> judges = new ArrayList<>();
        try {
            if (profile != null) try (InputStream in = new FileInputStream(profile)) { judges.add(load(in)); }
            else for (String id : flavours.split(",")) judges.add(id.equals("0") ? Profiles.defaultProfile() : builtIn(id));
            if (profile != null || !flavours.matches("(ua1|1.|3.)(,(ua1|1.|3.))*")) fillDirectory();
        } catch (Exception e) {
            System.err.println("verapdf: " + cause(e));
            System.exit(2);
        }
        if (list) {
            for (ValidationProfile j : judges) {
                List<Rule> rs = new ArrayList<>(j.getRules());
                rs.sort(Comparator.comparing(Rule::getRuleId, VeraCli::order));
                for (Rule r : rs)
                    out.println(j.getPDFAFlavour().getId() + "\t" + name(r.getRuleId()) + "\t" + r.getObject() + "\t" + line(r.getDescription()) + "\t" + line(r.getTest()));
            }
            out.flush();
            return;
        }
        if (files.isEmpty()) { System.err.print(USAGE); System.exit(2); }
        if (!format.matches("text|tsv|json")) { System.err.println("verapdf: no format " + format); System.exit(2); }

        int worst = 0;
        for (ValidationProfile j : judges) {
            PDFAFlavour f = j.getPDFAFlavour();
            ValidatorConfig v = new ValidatorConfigBuilder().flavour(f)
                .defaultFlavour(PDFAFlavour.PDFA_1_B).maxFails(-1).maxNumberOfDisplayedFailedChecks(places)
                .recordPasses(false).showErrorMessages(true).nonPDFExtension(true).build();
            ProcessorConfig c = ProcessorFactory.fromValues(v, FeatureFactory.defaultConfig(), PluginsCollectionConfig.defaultConfig(),
                FixerFactory.defaultConfig(), EnumSet.of(TaskType.VALIDATE), j);
            if (format.equals("json")) {
                List<File> fs = new ArrayList<>();
                for (String n : files) fs.add(new File(n));
                try (BatchProcessor p = ProcessorFactory.fileBatchProcessor(c);
                     BatchProcessingHandler h = ProcessorFactory.getHandler(FormatOption.JSON, true, out, false)) {
                    org.verapdf.processor.reports.BatchSummary s = p.process(fs, h);
                    if (s.getValidationSummary().getNonCompliantPdfaCount() > 0) worst = Math.max(worst, 1);
                    if (s.getValidationSummary().getCompliantPdfaCount() + s.getValidationSummary().getNonCompliantPdfaCount() < fs.size()) worst = 2;
                }
                continue;
            }
            for (String n : files) {
                int r = one(n, f, c, format.equals("tsv"), out);
                worst = Math.max(worst, r);
                out.flush();
            }
        }
        out.flush();
        System.exit(worst);
    }

    static int one(String n, PDFAFlavour f, ProcessorConfig c, boolean tsv, PrintStream out) {
        String why = null;
        List<ValidationResult> rs = Collections.emptyList();
        try (ItemProcessor p = ProcessorFactory.createProcessor(c)) {
            File file = new File(n);
            if (!file.isFile()) why = "no such file";
            else {
                ProcessorResult r = p.process(file);
                TaskResult t = r.getResultForTask(TaskType.VALIDATE);
                TaskResult parse = r.getResultForTask(TaskType.PARSE);
                if (!r.isPdf()) why = "not a PDF, or not readable as one" + (parse == null ? "" : " (" + cause(parse.getException()) + ")");
                else if (r.isEncryptedPdf()) why = "encrypted, opens with a password only";
                else if (r.isOutOfMemory()) why = "out of memory";
                else if (t != null && t.getException() != null) why = cause(t.getException());
                else if (t == null || !t.isSuccess() || r.getValidationResults().isEmpty()) why = "no verdict";
                else rs = r.getValidationResults();
                for (ValidationResult v : rs) if (v.getJobEndStatus() != JobEndStatus.NORMAL) why = "ended: " + v.getJobEndStatus();
            }
        } catch (Throwable e) {
            why = cause(e);
        }
        if (why != null) {
            out.println(tsv ? "ERROR\t" + f.getId() + "\t" + n + "\t" + line(why) : "ERROR " + f.getId() + " " + n + ": " + line(why));
            return 2;
        }
        int worst = 0;
        for (ValidationResult v : rs) {
            Map<RuleId, Integer> failed = new TreeMap<>(VeraCli::order);
            failed.putAll(v.getFailedChecks());
            Map<String, List<TestAssertion>> at = new HashMap<>();
            for (TestAssertion t : v.getTestAssertions())
                if (t.getStatus() == TestAssertion.Status.FAILED) at.computeIfAbsent(name(t.getRuleId()), k -> new ArrayList<>()).add(t);
            String id = v.getPDFAFlavour().getId();
            long bad = 0;
            StringBuilder rules = new StringBuilder();
            for (Map.Entry<RuleId, Integer> e : failed.entrySet()) {
                String k = name(e.getKey());
                bad += e.getValue();
                rules.append(rules.length() > 0 ? " " : "").append(k).append('x').append(e.getValue());
                if (tsv) continue;
                List<TestAssertion> ts = at.getOrDefault(k, Collections.emptyList());
                out.println("  failed " + k + " x" + e.getValue() + "  " + (ts.isEmpty() ? "" : line(ts.get(0).getMessage())));
                for (TestAssertion t : ts) {
                    if (t.getErrorMessage() != null) out.println("      " + line(t.getErrorMessage()));
                    out.println("      at " + line(t.getLocation().getContext()));
                }
            }
            boolean ok = v.isCompliant();
            if (!ok) worst = 1;
            if (tsv) out.println((ok ? "PASS" : "FAIL") + "\t" + id + "\t" + n + "\t" + rules);
            else out.println((ok ? "PASS " : "FAIL ") + id + " " + n + ": " + (ok ? v.getTotalAssertions() + " checks"
                : failed.size() + " rules, " + bad + " of " + v.getTotalAssertions() + " checks"));
        }
        return worst;
    }

    static final Map<String, String> NAMES = Map.of("ua1", "PDFUA-1", "ua2", "PDFUA-2-ISO32005", "wt1r", "WTPDF-1-0-Reuse", "wt1a", "WTPDF-1-0-Accessibility");

    /** The library's own directory of profiles stays empty without JAXB; it is asked for PDF files inside PDF files, and by '0'. */
    static void fillDirectory() throws Exception {
        Set<ValidationProfile> all = new HashSet<>();
        for (String id : "1a 1b 2a 2b 2u 3a 3b 3u 4 4e 4f ua1 ua2 wt1r wt1a".split(" ")) all.add(builtIn(id));
        ProfileDirectory to = Profiles.getVeraProfileDirectory(), from = Profiles.directoryFromProfiles(all);
        for (String n : new String[] { "profileDir", "flavourDir" }) {
            java.lang.reflect.Field f = to.getClass().getDeclaredField(n);
            f.setAccessible(true);
            f.set(to, f.get(from));
        }
    }

    static ValidationProfile builtIn(String id) throws Exception {
        String s = id.toLowerCase(Locale.ROOT), n = NAMES.getOrDefault(s, "PDFA-" + s.toUpperCase(Locale.ROOT));
        try (InputStream in = VeraCli.class.getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/" + n + ".xml")) {
            if (in == null) throw new IllegalArgumentException("no flavour " + id);
            return load(in);
        }
    }

    /** Reads a profile without JAXB, of which the jar holds a part only. */
    static ValidationProfile load(InputStream in) throws Exception {
        Element p = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement(), d = kid(p, "details");
        Set<Rule> rules = new HashSet<>();
        for (Element r : kids(kid(p, "rules"), "rule")) {
            Element id = kid(r, "id"), e = kid(r, "error");
            List<ErrorArgument> as = new ArrayList<>();
            for (Element x : kids(kid(e, "arguments"), "argument")) as.add(ErrorArgumentImpl.fromValues(text(x), at(x, "name"), null));
            List<Reference> refs = new ArrayList<>();
            for (Element x : kids(kid(r, "references"), "reference")) refs.add(Profiles.referenceFromValues(at(x, "specification"), at(x, "clause")));
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(at(id, "specification")), at(id, "clause"), Integer.parseInt(at(id, "testNumber"))),
                at(r, "object"), at(r, "deferred") == null ? null : Boolean.valueOf(at(r, "deferred")), at(r, "tags"), flat(kid(r, "description")),
                flat(kid(r, "test")), Profiles.errorFromValues(flat(kid(e, "message")), as), refs));
        }
        Set<Variable> vars = new HashSet<>();
        for (Element v : kids(kid(p, "variables"), "variable"))
            vars.add(Profiles.variableFromValues(at(v, "name"), at(v, "object"), text(kid(v, "defaultValue")), text(kid(v, "value"))));
        return Profiles.profileFromValues(PDFAFlavour.valueOf(at(p, "flavour")), Profiles.profileDetailsFromValues(text(kid(d, "name")),
            text(kid(d, "description")), at(d, "creator"), new Date(0)), text(kid(p, "hash")), rules, vars);
    }

    static List<Element> kids(Element e, String name) {
        List<Element> r = new ArrayList<>();
        for (Node n = e == null ? null : e.getFirstChild(); n != null; n = n.getNextSibling())
            if (n instanceof Element && n.getNodeName().equals(name)) r.add((Element) n);
        return r;
    }

    static Element kid(Element e, String name) { List<Element> r = kids(e, name); return r.isEmpty() ? null : r.get(0); }

    static String at(Element e, String name) { return e.hasAttribute(name) ? e.getAttribute(name) : null; }

    static String text(Element e) { return e == null ? "" : e.getTextContent(); }

    static String flat(Element e) { return text(e).replaceAll("[\\s\u00A0\u2007\u202F]+", " "); }

    static String name(RuleId r) { return r.getClause() + "-" + r.getTestNumber(); }

    static int order(RuleId x, RuleId y) {
        String[] p = x.getClause().split("\\."), q = y.getClause().split("\\.");
        for (int i = 0; i < Math.min(p.length, q.length); i++) {
            int d;
            try { d = Integer.compare(Integer.parseInt(p[i]), Integer.parseInt(q[i])); } catch (NumberFormatException e) { d = p[i].compareTo(q[i]); }
            if (d != 0) return d;
        }
        if (p.length != q.length) return Integer.compare(p.length, q.length);
        int d = Integer.compare(x.getTestNumber(), y.getTestNumber());
        return d != 0 ? d : String.valueOf(x.getSpecification()).compareTo(String.valueOf(y.getSpecification()));
    }

    static String line(String s) { return s == null ? "" : s.trim().replaceAll("\\s+", " "); }

    static String cause(Throwable e) {
        String s = e.getClass().getSimpleName() + ": " + e.getMessage();
        return e.getCause() != null && e.getCause() != e ? s + " / " + cause(e.getCause()) : s;
    }
}
