package dev.vecgrad.tests.cases;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All op cases, by family. A family has a golden file of its own: {@code python tests/golden/op_cases.py golden FAMILY} writes it. */
public final class OpCases {
    private OpCases() {}

    /** {@return the cases under their family's name} */
    public static Map<String, List<OpCase>> families() {
        Map<String, List<OpCase>> families = new TreeMap<>();
        families.put("attention", AttentionCases.all());
        families.put("bags", BagCases.all());
        families.put("folds", FoldCases.all());
        families.put("convolutions", ConvolutionCases.all());
        families.put("distances", DistanceCases.all());
        families.put("einsum", EinsumCases.all());
        families.put("indexing", IndexCases.all());
        families.put("joining", JoiningCases.all());
        families.put("losses", LossCases.all());
        families.put("norms", NormCases.all());
        families.put("padding", PaddingCases.all());
        families.put("pointwise", PointwiseCases.all());
        families.put("pointwiseMethods", PointwiseMethodCases.all());
        families.put("pooling", PoolingCases.all());
        families.put("products", ProductCases.all());
        families.put("productForms", ProductFormCases.all());
        families.put("rearranging", RearrangingCases.all());
        families.put("resizing", ResizingCases.all());
        families.put("rows", RowCases.all());
        families.put("scans", ScanCases.all());
        families.put("searching", SearchCases.all());
        families.put("shapes", ShapeCases.all());
        families.put("sorting", SortCases.all());
        families.put("splitting", SplittingCases.all());
        families.put("views", ViewCases.all());
        return families;
    }

    /** {@return the cases of all families} */
    public static List<OpCase> all() {
        return families().values().stream().flatMap(List::stream).toList();
    }
}
