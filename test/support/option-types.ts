import path from "node:path";
import ts from "typescript";

/** An option, as the types of a package declare it. */
export interface DeclaredOption {
  /** As in `timeout`, or `retry.limit` inside another option. */
  readonly name: string;
  /** Values that the declared type does not allow. */
  readonly wrongValues: readonly unknown[];
}

/** An exported function that takes options. */
export interface OptionsFunction {
  /** Entry point and name, as in `@aisolution/client createClient`. */
  readonly name: string;
  readonly options: readonly DeclaredOption[];
}

/**
 * Finds every exported function with a parameter of options (its type ends in `Options`), by the types as users get
 * them.
 *
 * @param entries path of the declarations of each entry point, by its name
 */
export function findOptionsFunctions(
  entries: Readonly<Record<string, string>>,
): readonly OptionsFunction[] {
  const program = ts.createProgram(Object.values(entries), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  return Object.entries(entries).flatMap(([entry, file]) => {
    const source = program.getSourceFile(path.resolve(file));
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} has no declarations. Build the packages first.`);
    return checker
      .getExportsOfModule(module)
      .map((symbol) => functionOf(checker, entry, symbol))
      .filter((found) => found !== undefined);
  });
}

function functionOf(
  checker: ts.TypeChecker,
  entry: string,
  exported: ts.Symbol,
): OptionsFunction | undefined {
  const symbol =
    exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const { valueDeclaration } = symbol;
  if (!valueDeclaration) return undefined;
  const signatures = checker
    .getTypeOfSymbolAtLocation(symbol, valueDeclaration)
    .getCallSignatures();
  const options = new Map<string, DeclaredOption>();
  for (const parameter of signatures.flatMap((signature) => signature.getParameters())) {
    const type = checker.getNonNullableType(
      checker.getTypeOfSymbolAtLocation(parameter, valueDeclaration),
    );
    if (!isOptions(type)) continue;
    for (const { name, wrongValues } of optionsOf(checker, type, valueDeclaration, "")) {
      // What one overload allows is not wrong.
      const others = options.get(name)?.wrongValues ?? wrongValues;
      options.set(name, {
        name,
        wrongValues: wrongValues.filter((value) => others.includes(value)),
      });
    }
  }
  return options.size === 0
    ? undefined
    : { name: `${entry} ${exported.name}`, options: [...options.values()] };
}

function isOptions(type: ts.Type): boolean {
  const names = [type.aliasSymbol?.name, type.getSymbol()?.name];
  // An intersection adds to options: `ClientOptions<true> & { throwOnError: true }`.
  return (
    names.some((name) => name?.endsWith("Options")) ||
    (type.isIntersection() && type.types.some(isOptions))
  );
}

function optionsOf(
  checker: ts.TypeChecker,
  type: ts.Type,
  place: ts.Node,
  prefix: string,
): DeclaredOption[] {
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const name = prefix + property.name;
    const declared = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, place));
    const inner = (declared.isUnion() ? declared.types : [declared]).filter(isOptions);
    return [
      { name, wrongValues: wrongValuesOf(checker, declared) },
      ...inner.flatMap((options) => optionsOf(checker, options, place, `${name}.`)),
    ];
  });
}

const wrongSymbol = Symbol("wrong");

/** One value of each simple type that is not assignable to the declared one. */
function wrongValuesOf(checker: ts.TypeChecker, declared: ts.Type): readonly unknown[] {
  const candidates: readonly (readonly [ts.Type, unknown])[] = [
    [checker.getNullType(), null],
    [checker.getESSymbolType(), wrongSymbol],
    [checker.getStringType(), "wrong"],
    [checker.getNumberType(), 4711],
    [checker.getTrueType(), true],
  ];
  return candidates
    .filter(([type]) => !checker.isTypeAssignableTo(type, declared))
    .map(([, value]) => value);
}
