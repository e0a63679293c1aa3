/** What is wrong, where something is. */
export const ProblemLine = ({ text }: { text: string }) =>
  text ? (
    <p class="hint problem" role="status">
      {text}
    </p>
  ) : null;
