#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "simulate/causes.h"

namespace rastro::simulation {

/// Where a late order loses its time; promise: nowhere, it was promised too early.
enum class Delay { none, picking, packing, dispatch, transit, redelivery, promise };
/// By the id of a mechanism; none for those of other kinds.
Delay delay_of(std::string_view mechanism);

/// Products that lie in the same bin, or in the next one of the same aisle.
std::vector<int> bin_neighbours(const World& world, int product);
/// Products whose skus are one typing error away.
std::vector<int> near_codes(const World& world, int product);
/// Other products of the same supplier, of the same category where there are any.
std::vector<int> supplier_mates(const World& world, int product);

/// These change the catalogue so that a product has a partner with which it can be mixed up, and
/// return the partner: its name differs in one word; its sku is one typing error away; it has the
/// same barcode. Products in `keep` stay as they are and are no partner; -1 where there is none.
int make_alike(World& world, int product, const std::set<int>& keep, Random& random);
int make_near_code(World& world, int product, const std::set<int>& keep, Random& random);
int share_barcode(World& world, int product, const std::set<int>& keep, Random& random);

/// The products that causes are about, and their twins.
std::set<int> products_of(const std::vector<Cause>& causes);

/// Gives the causes of one product their twins, and sets up the retailer so that every cause's
/// failures can show its mechanism: catalogue, codes and barcodes, customers who live in flats.
void set_up_mechanisms(World& world, const Book& book, std::vector<Cause>& causes, Random& random);

}  // namespace rastro::simulation
