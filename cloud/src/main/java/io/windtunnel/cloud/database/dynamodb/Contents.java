package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemJson;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.ports.TableContents;
import java.util.Optional;

/// A table's items, told without capacity.
record Contents(LiveTable table) implements TableContents {
    @Override
    public Optional<String> item(String key) {
        Item asked = ItemJson.exported("{\"Item\":" + key + "}");
        byte[] row = table.rows().get(table.keys().ofItem(asked).bytes());
        return Optional.ofNullable(row).map(Item::decode).map(item -> ItemJson.text(out -> ItemJson.write(out, item)));
    }
}
