from django.db import migrations, models


class Migration(migrations.Migration):
    """By itself: PostgreSQL changes no table in the transaction that has just written its rows."""

    dependencies = [("need", "0004_a_method_is_a_row_of_a_file")]

    operations = [
        migrations.AlterField("indexmethod", "chosen_on", models.DateField(verbose_name="chosen on")),
    ]
