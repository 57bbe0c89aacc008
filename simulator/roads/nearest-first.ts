/** Numbers ordered by a cost of theirs: a binary heap that gives the cheapest first. */
export class NearestFirst {
  readonly #items: number[] = [];
  readonly #costs: number[] = [];

  add(item: number, cost: number): void {
    let place = this.#items.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if ((this.#costs[above] ?? 0) <= cost) break;
      this.#move(above, place);
      place = above;
    }
    this.#items[place] = item;
    this.#costs[place] = cost;
  }

  /** The cheapest item, or undefined when there is none. */
  take(): number | undefined {
    const first = this.#items[0];
    const item = this.#items.pop();
    const cost = this.#costs.pop();
    const size = this.#items.length;
    if (item === undefined || cost === undefined || size === 0) return first;
    let place = 0;
    for (let below = 1; below < size; below = 2 * place + 1) {
      if ((this.#costs[below + 1] ?? Number.POSITIVE_INFINITY) < (this.#costs[below] ?? 0)) below++;
      if ((this.#costs[below] ?? 0) >= cost) break;
      this.#move(below, place);
      place = below;
    }
    this.#items[place] = item;
    this.#costs[place] = cost;
    return first;
  }

  #move(from: number, to: number): void {
    this.#items[to] = this.#items[from] ?? 0;
    this.#costs[to] = this.#costs[from] ?? 0;
  }
}
