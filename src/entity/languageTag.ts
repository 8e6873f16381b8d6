/** A language as its canonical BCP 47 tag, `eng` and `en` as `en`, `pt_BR` as `pt-BR`; null for what is none. */
export function languageTag(language: string): string | null {
  try {
    return Intl.getCanonicalLocales(language.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}
