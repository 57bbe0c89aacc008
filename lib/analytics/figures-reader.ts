import type { z } from "zod";
import { namesIn } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { createFiguresSearch, type FiguresQuestion, type FiguresSearch } from "@/lib/es/figures-search";

/**
 * Published figures of one installation, as Elasticsearch's user `analytics` reads them. Whoever asks for figures takes one of
 * these; none can be made of another user's client, and it reads no other index.
 */
export class FiguresReader {
  readonly #es: Elasticsearch;
  readonly #search: FiguresSearch;

  private constructor(es: Elasticsearch, search: FiguresSearch) {
    this.#es = es;
    this.#search = search;
  }

  /** Connects when the first question is asked. */
  static open(options: { url: string; password: string; namespace: string }): FiguresReader {
    const es = createElasticsearch({ url: options.url, username: "analytics", password: options.password });
    return new FiguresReader(es, createFiguresSearch(es, namesIn(options.namespace).figures));
  }

  /** What matches, whole or not at all. @throws AppError `unavailable`; ZodError where a document has another form. */
  async ask<T>(
    operation: string,
    form: z.ZodType<T>,
    question: FiguresQuestion,
    signal?: AbortSignal,
  ): Promise<T[]> {
    return (await this.#search(operation, question, signal)).map((source) => form.parse(source));
  }

  close(): Promise<void> {
    return this.#es.close();
  }
}
