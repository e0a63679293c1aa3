import { TEXT } from '../text.ts';

/** What there was, over time and by what. */
export default function Overview() {
  return (
    <main class="one">
      <section aria-labelledby="title">
        <h2 id="title">{TEXT.overview.title}</h2>
      </section>
    </main>
  );
}
