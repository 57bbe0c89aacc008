/** What Next passes to a page: the dynamic parts of its path, and its query. */
export interface PageProps<P = Record<never, never>> {
  readonly params: Promise<P>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}
