\ test include
+
