import { Buy } from './Buy';

export default function Page() {
  return <Buy order={{ id: 'A-1001', total: 59.9 }} />;
}
