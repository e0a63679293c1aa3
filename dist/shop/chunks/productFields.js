/** A product as the events name it, in the fields that RudderStack and Google Analytics have in common. */
const productFields = ({ product, quantity }) => ({
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    category: product.category,
    price: product.cents / 100,
    quantity,
});

export { productFields as p };
