/** What is worked out about objects, hung on the objects themselves. */

type Noted<V> = Record<symbol, V | undefined>;

/**
 * A note about each object of a kind, gone with the object. It is used like a `WeakMap`, which makes the collector slow
 * when it holds thousands of young objects (measured with a configuration of a thousand files).
 */
export class Note<K extends object, V> {
  private readonly key = Symbol('note');

  get(object: K): V | undefined {
    return (object as Noted<V>)[this.key];
  }

  set(object: K, value: V): void {
    (object as Noted<V>)[this.key] = value;
  }
}
